// @vitest-environment happy-dom
import { act, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { Button } from './button.tsx'
import { givenPage } from './fixtures/given-page.ts'
import { TooltipProvider } from './tooltip.tsx'

const page = givenPage()

function draw(node: ReactNode): HTMLButtonElement {
  page.draw(<TooltipProvider>{node}</TooltipProvider>)
  const button = document.querySelector('button')
  if (button === null) throw new Error('no button was drawn')
  return button
}

test('a button that may not be pressed can be reached, says why, and does nothing', () => {
  const press = vi.fn<() => void>()
  const button = draw(
    <Button disabledReason="Only owners may." onClick={press}>
      Remove
    </Button>,
  )
  act(() => button.click())
  const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '')
  expect(press).not.toHaveBeenCalled()
  expect(button.disabled).toBe(false)
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(reason?.textContent).toBe('Only owners may.')
})

test('a button whose work is under way does not begin it again', () => {
  const press = vi.fn<() => void>()
  const button = draw(
    <Button isBusy onClick={press}>
      Save
    </Button>,
  )
  act(() => button.click())
  expect(press).not.toHaveBeenCalled()
  expect(button.getAttribute('aria-busy')).toBe('true')
})

test.each([
  ['under way', { isBusy: true }],
  ['not allowed', { disabledReason: 'No.' }],
])('a form is not sent by its button while that is %s', (_, props) => {
  const send = vi.fn<(event: Event) => void>((event) => event.preventDefault())
  document.body.addEventListener('submit', send)
  const button = draw(
    <form>
      <Button type="submit" {...props}>
        Send
      </Button>
    </form>,
  )
  act(() => button.click())
  document.body.removeEventListener('submit', send)
  expect(send).not.toHaveBeenCalled()
})

test('any other button does its work', () => {
  const press = vi.fn<() => void>()
  const button = draw(<Button onClick={press}>Go</Button>)
  act(() => button.click())
  expect(press).toHaveBeenCalledOnce()
})
