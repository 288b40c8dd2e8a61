import type { Page } from 'playwright-core'

/** What is smaller than a finger on this page, with its size, at the width that it has now. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(measureTargets)
}

// It runs in the page, which knows the DOM while this program does not. A link within a sentence is
// as high as its line; a box to tick is pressed by its label. An element of no content after it may
// be pressed as well: it grows beyond its own, or fills the row that it stands in.
const measureTargets = `(() => {
  const sizeOf = (one) => {
    const after = getComputedStyle(one, '::after')
    if (after.position !== 'absolute') return one.getBoundingClientRect()
    const around = getComputedStyle(one).position === 'static' ? one.offsetParent : one
    const { width, height } = around.getBoundingClientRect()
    return {
      width: width - parseFloat(after.left) - parseFloat(after.right),
      height: height - parseFloat(after.top) - parseFloat(after.bottom),
    }
  }
  const targets = [...document.querySelectorAll('a, button, input, select, summary, [role=menuitem]')]
  return targets
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.getBoundingClientRect().width > 1)
    .filter((one) => !one.matches('p a, [type=checkbox], [type=radio], .sr-only, .hf-close'))
    .map((one) => ({ one, size: sizeOf(one) }))
    .filter(({ size }) => size.width < 44 || size.height < 44)
    .map(({ one, size }) => {
      const name = one.getAttribute('aria-label') ?? (one.textContent.trim() || one.name)
      return name + ': ' + Math.round(size.width) + ' x ' + Math.round(size.height)
    })
})()`
