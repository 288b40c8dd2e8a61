import type { Page } from 'playwright-core'

/** What can be pressed on the page and is less than 44 px high, in words. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(findSmallTargets)
}

// It runs in the page, which knows the DOM while this program does not. What grows only where it
// can be pressed does so by an element of no content after it.
const findSmallTargets = `(() => {
  const heightOf = (element) => {
    const after = getComputedStyle(element, '::after')
    const grown = after.position === 'absolute' ? -parseFloat(after.top) - parseFloat(after.bottom) : 0
    return element.getBoundingClientRect().height + Math.max(grown, 0)
  }
  const isShown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1
  return [...document.querySelectorAll('main button, main select, main input, main nav a, main a[class*=inline-flex]')]
    .filter((element) => isShown(element) && !element.matches('[type=checkbox], [type=radio]'))
    .filter((element) => heightOf(element) < 44)
    .map((element) => element.outerHTML.slice(0, 120))
})()`
