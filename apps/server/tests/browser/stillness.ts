import type { Page } from 'playwright-core'

/** Waits until nothing on the page moves or changes its colour any more. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(waitForAnimations)
}

/** How many animations of the page run for more than a moment. */
export function lastingAnimations(page: Page): Promise<number> {
  return page.evaluate<number>(countLastingAnimations)
}

// These run in the page, which knows the DOM while this program does not. The end of one
// transition may begin another, in what inherits from it.
const waitForAnimations = `(async () => {
  for (;;) {
    const running = document.getAnimations().filter((one) => one.playState === 'running')
    if (running.length === 0) return
    await Promise.allSettled(running.map((one) => one.finished))
  }
})()`

const countLastingAnimations = `document
  .getAnimations()
  .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().activeDuration > 50)
  .length`
