import { requestProblems } from '@holdfast/kernel/problems'
import { newId } from '@holdfast/kernel/ids'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { givenSite } from './browser/given-site.ts'
import { answerWith } from './browser/stand-ins.ts'

const site = await givenSite()
const calendars = '**/api/v1/stations/*/calendar*'

test('a limit of the service is counted down, goes on through a reload, and ends by itself', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const limited = await limitedAtCalendar(page, 40)
  expect(await secondsLeft(page)).toBeGreaterThanOrEqual(38)
  expect(await toneOf(page)).toBe('info')

  await page.clock.fastForward(15_000)
  await page.reload()
  const afterReload = await secondsLeft(page)
  expect(afterReload).toBeGreaterThan(10)
  expect(afterReload).toBeLessThanOrEqual(25)
  expect(await toneOf(page)).toBe('warning')

  await page.clock.runFor((afterReload - 8) * 1000)
  expect(await toneOf(page)).toBe('danger')
  await limited.stop()
  await page.clock.runFor(10_000)
  expect(await toneOf(page)).toBeUndefined()
  await button(page, /, (free|few left)$/)
    .first()
    .waitFor()
})

test('while the limit lasts a reload sends nothing more of its kind', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const limited = await limitedAtCalendar(page, 40)
  expect(limited.given).toBe(1)
  await page.reload()
  await page.getByRole('alert').getByRole('timer').waitFor()
  expect(limited.given).toBe(1)
})

test('dismissed with the keyboard it stays away, also after a reload', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await limitedAtCalendar(page, 40)
  const dismiss = button(page, 'Dismiss this notice')
  await dismiss.focus()
  await page.keyboard.press('Escape')
  expect(await dismiss.count()).toBe(0)
  await page.reload()
  await heading(page, 'Which day?').waitFor()
  await page.getByRole('alert').getByRole('timer').waitFor()
  expect(await dismiss.count()).toBe(0)
})

/** Opens the calendar, which the service limits for so long. */
async function limitedAtCalendar(page: Page, retryAfterSeconds: number) {
  await page.clock.install()
  const limited = await answerWith(page, calendars, {
    problem: requestProblems.limited({}, { retryAfterSeconds }),
    correlationId: newId(),
  })
  await page.goto('/book')
  await button(page, 'Harbor Station').click()
  await heading(page, 'Which day?').waitFor()
  await page.getByRole('status').getByText('many looks at the calendar').waitFor()
  return limited
}

async function secondsLeft(page: Page): Promise<number> {
  const banner = page.getByRole('status').filter({ hasText: 'many looks at the calendar' })
  await banner.waitFor()
  return Number(/in (\d+) s\./.exec(await banner.innerText())?.[1])
}

async function toneOf(page: Page): Promise<string | undefined> {
  const banner = page.locator('[data-tone]:has(> [role="status"])')
  return (await banner.count()) === 0
    ? undefined
    : ((await banner.getAttribute('data-tone')) ?? undefined)
}
