// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { RemoveScroll } from './remove-scroll.tsx'

test('the page behind does not scroll until the last of several layers is gone', () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = createRoot(document.createElement('div'))
  const { style } = document.documentElement
  const draw = (layers: number) =>
    act(() =>
      root.render(
        Array.from({ length: layers }, (_, index) => (
          <RemoveScroll key={index}>
            <div />
          </RemoveScroll>
        )),
      ),
    )
  const seen = [2, 1, 0].map((layers) => {
    draw(layers)
    return style.overflow
  })
  expect(seen).toEqual(['hidden', 'hidden', ''])
  expect(document.querySelectorAll('style')).toHaveLength(0)
  vi.unstubAllGlobals()
})
