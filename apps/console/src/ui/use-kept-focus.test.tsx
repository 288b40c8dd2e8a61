// @vitest-environment happy-dom
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { useKeptFocus } from './use-kept-focus.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

interface PlaceProps {
  readonly names: readonly string[]
  readonly tabIndex?: number | undefined
}

function Place({ names, tabIndex }: PlaceProps) {
  const kept = useKeptFocus<HTMLDivElement>()
  if (names.length === 0) return null
  const buttons: ReactNode = names.map((name) => <button key={name}>{name}</button>)
  return (
    <div {...kept} tabIndex={tabIndex} role="group">
      {buttons}
    </div>
  )
}

/** A page with a place of buttons, the first of which has the focus. */
async function given({ names, tabIndex }: PlaceProps) {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const main = document.body.appendChild(document.createElement('main'))
  main.tabIndex = -1
  const root = createRoot(main.appendChild(document.createElement('div')))
  const show = (...now: readonly string[]) =>
    act(async () => root.render(<Place names={now} tabIndex={tabIndex} />))
  await show(...names)
  await act(async () => main.querySelector('button')?.focus())
  return { main, show }
}

test('the focus of a button that vanishes stays with its place, or with the page', async () => {
  const { main, show } = await given({ names: ['Suspend', 'Delete'], tabIndex: -1 })
  await show('Delete')
  expect(document.activeElement?.role).toBe('group')
  await show()
  expect(document.activeElement).toBe(main)
})

test('a place that can not have the focus hands it to its next button', async () => {
  const { main, show } = await given({ names: ['Cancel', 'Details'] })
  await show('Try again', 'Details')
  expect(document.activeElement?.textContent).toBe('Try again')
  await show()
  expect(document.activeElement).toBe(main)
})

test('who has left the place is left alone', async () => {
  const { show } = await given({ names: ['Suspend', 'Delete'], tabIndex: -1 })
  await act(async () => (document.activeElement as HTMLElement).blur())
  await show('Delete')
  expect(document.activeElement).toBe(document.body)
})
