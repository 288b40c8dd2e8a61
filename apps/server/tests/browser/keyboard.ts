import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { untilStill } from './stillness.ts'

/** What has the focus, and whether a person could tell. */
interface Focus {
  readonly words: string
  readonly isMarked: boolean
  readonly isInView: boolean
  readonly isUncovered: boolean
}

/** Presses Tab until it is there; every stop on the way must be seen by who looks. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const passed: string[] = []
  while (!(await hasFocus(page, wanted))) {
    expect(passed.length, `stops before ${wanted}: ${passed.join(' → ')}`).toBeLessThan(40)
    await page.keyboard.press('Tab')
    await untilStill(page)
    const focus = await page.evaluate<Focus>(lookAtFocus)
    expect(focus).toEqual({ ...focus, isMarked: true, isInView: true, isUncovered: true })
    passed.push(focus.words)
  }
}

/** Tab to a control, then a key on it: Enter unless told. */
export async function pressOn(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

/** Waits until the focus is there, moved by the page itself. */
export async function expectFocus(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  await expect
    .poll(() => hasFocus(page, wanted), { message: `focus on ${wanted}`, timeout: 10_000 })
    .toBe(true)
}

async function hasFocus(page: Page, wanted: Locator): Promise<boolean> {
  return (await page.locator(':focus').and(wanted).count()) === 1
}

// Runs in the page, which knows the DOM while this program does not.
const lookAtFocus = `(() => {
  const element = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return {
    words: element.getAttribute('aria-label') ?? element.innerText ?? element.id,
    isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isInView: top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth,
    isUncovered: above !== null && (element.contains(above) || above.contains(element)),
  }
})()`
