import { proofSize } from '@holdfast/testing/proof'
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { untilStill } from './stillness.ts'

/** What was found on the pages that were looked at, in words; all empty when all is well. */
export interface Findings {
  readonly barriers: string[]
  readonly sideways: string[]
}

const widths = [320, 390, 820, 1440]

// Higher than the longest page, so that nothing lies under the bar at the foot of a phone.
const height = 4000

const everything = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const
/** In the other scheme nothing but the colours is another. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const
type Rules = typeof everything | typeof colours

interface Look {
  readonly width: number
  readonly scheme: 'light' | 'dark'
  readonly rules: Rules
}

/** Every width in every scheme; in the reduced proof each width in one, and each scheme at one. */
const looks: readonly Look[] =
  proofSize({ reduced: 0, full: 1 }) === 0
    ? [
        { width: 390, scheme: 'light', rules: everything },
        { width: 1440, scheme: 'dark', rules: everything },
      ]
    : [390, 1440].flatMap((width) => [
        { width, scheme: 'light', rules: everything },
        { width, scheme: 'dark', rules: colours },
      ])

/** Looks at the page as it stands, in several widths and both schemes, and notes what is wrong. */
export async function inspect(page: Page, name: string, findings: Findings): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    await untilStill(page)
    const overhang = await page.evaluate<number>(measureOverhang)
    if (overhang > 0) findings.sideways.push(`${name}, ${width} px: ${overhang} px too wide`)
    for (const view of looks.filter((one) => one.width === width)) {
      findings.barriers.push(...(await barriersIn(page, view)).map((one) => `${name}, ${one}`))
    }
  }
}

async function barriersIn(page: Page, { width, scheme, rules }: Look): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: scheme })
  await untilStill(page)
  const isThere = await page.evaluate<boolean>(`typeof axe === 'object'`)
  if (!isThere) await page.evaluate(axe.source)
  const violations = await page.evaluate<AxeResults['violations']>(runAxe(rules))
  return violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)
    return `${width} px, ${scheme}: ${id}, ${places.length} times, as in ${places[0]}`
  })
}

// It runs in the page, which knows the DOM while this program does not.
const measureOverhang = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth - clientWidth
})()`

function runAxe(rules: Rules): string {
  const options = { resultTypes: ['violations'], preload: false, runOnly: rules }
  return `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`
}
