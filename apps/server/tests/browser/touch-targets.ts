import type { Page } from 'playwright-core'

/** What is smaller than a finger on this page, with its size, at the width that it has now. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(measureTargets)
}

// It runs in the page, which knows the DOM while this program does not. A link within a sentence is
// as high as its line; a box to tick is pressed by its label.
const measureTargets = `(() => {
  const targets = [...document.querySelectorAll('a, button, input, select, summary, [role=menuitem]')]
  return targets
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => !one.matches('p a, [type=checkbox], .sr-only, .hf-close'))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && (box.height < 44 || box.width < 44))
    .map(({ one, box }) => {
      const name = one.getAttribute('aria-label') ?? one.textContent.trim() ?? one.name
      return name + ': ' + Math.round(box.width) + ' x ' + Math.round(box.height)
    })
})()`
