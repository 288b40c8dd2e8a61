// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { CopyButton } from './copy-button.tsx'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** Draws the button, presses it, and gives what it says then. */
async function press(clipboard: Pick<Clipboard, 'writeText'> | undefined): Promise<string> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('navigator', { clipboard })
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  await act(async () => root.render(<CopyButton text="HF-1" what="reference" look="button" />))
  await act(async () => place.querySelector('button')?.click())
  const said = place.querySelector('[role=status]')?.textContent ?? ''
  await act(async () => root.unmount())
  return said
}

test('says that it has copied', async () => {
  const writeText = vi.fn<Clipboard['writeText']>(async () => undefined)
  expect(await press({ writeText })).toBe('Copied: reference')
  expect(writeText).toHaveBeenCalledWith('HF-1')
})

test.each([
  ['no page may copy, as by plain http', undefined],
  ['somebody has forbidden it', { writeText: () => Promise.reject(new Error('denied')) }],
])('says so where %s', async (_, clipboard) => {
  expect(await press(clipboard)).toBe('Could not be copied: reference')
})
