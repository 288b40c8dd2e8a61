import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayInWords, planFor, timeInWords } from './browser/booking-plan.ts'
import {
  bookButton,
  button,
  done,
  heading,
  referenceOn,
  review,
} from './browser/booking-questions.ts'
import { bookingsOf } from './browser/bookings-of.ts'
import { givenSite } from './browser/given-site.ts'
import { expectFocus, pressOn, tabTo } from './browser/keyboard.ts'
import { payButton, payTitle } from './browser/paying.ts'
import { quoteTitle } from './browser/quoting.ts'

const site = await givenSite()
// Without smooth scrolling, so that what has the focus is in view at once.
const stillness = { reducedMotion: 'reduce' } as const

test('a guest with a keyboard alone books, pays and cancels, and always sees where they are', async () => {
  await using visit = await site.visit(stillness)
  const { page } = visit
  const plan = await planFor(site.baseUrl, 38)
  await page.goto('/')
  await pressOn(page, page.getByRole('link', { name: 'Find a free day' }).first())
  await heading(page, 'Where shall we cook?').waitFor()
  await pressOn(page, button(page, plan.station))

  await expectFocus(page, heading(page, 'Which day?'))
  await tabTo(page, page.getByRole('grid').getByRole('button').and(page.locator(':focus')))
  await moveToDay(page, plan.date)
  await page.keyboard.press('Enter')

  await expectFocus(page, heading(page, 'When does dinner begin?'))
  await pressOn(page, button(page, timeInWords(plan.time)))

  await expectFocus(page, heading(page, 'Who is coming?'))
  await pressOn(page, button(page, 'Add one child'), 'Space')
  await pressOn(page, button(page, 'Continue'))

  await expectFocus(page, heading(page, 'What shall we grill?'))
  await button(page, 'Add one portion of Chicken').waitFor()
  await pressOn(page, button(page, 'Remove one portion of Steak'), 'Space')
  await pressOn(page, button(page, 'Add one portion of Filet mignon'), 'Space')
  await pressOn(page, button(page, 'Continue'))

  await expectFocus(page, heading(page, 'How do we reach you?'))
  await pressOn(page, button(page, 'Continue'))
  await expectFocus(page, page.getByLabel('Name'))
  await page.keyboard.type(plan.name)
  await typeInto(page, 'E-mail', plan.email)
  await typeInto(page, 'Phone', plan.phone)
  await page.keyboard.press('Enter')

  await expectFocus(page, heading(page, 'Where is the table?'))
  await typeInto(page, 'Street and number', plan.street)
  await typeInto(page, 'ZIP or postal code', '10001')
  await typeInto(page, 'City', 'Harbor')
  await typeInto(page, 'State or region', 'NY')
  await page.keyboard.press('Enter')

  await expectFocus(page, heading(page, 'Anything the chef should know?'))
  await pressOn(page, button(page, 'Continue'))

  await expectFocus(page, heading(page, review))
  await pressOn(page, bookButton(page))
  await heading(page, payTitle).waitFor()
  await pressOn(page, payButton(page))
  await page.waitForURL(/\/sandbox\/pay\//)
  await pressOn(page, button(page, 'Decline the card'))
  await page.getByRole('alert').getByText('The payment did not go through').waitFor()
  await pressOn(page, payButton(page))
  await page.waitForURL(/\/sandbox\/pay\//)
  await pressOn(page, button(page, 'Pay after 3-D Secure'))
  await heading(page, 'Your bank asks: is it you?').waitFor()
  await pressOn(page, button(page, 'Yes, pay'))
  await heading(page, done).waitFor()
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])

  await pressOn(page, page.getByRole('link', { name: 'See or change booking' }))
  await heading(page, 'Your dinner is set').waitFor()
  await pressOn(page, button(page, 'Cancel booking'))
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expectFocus(page, button(page, 'Cancel booking'))
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('You get your deposit').waitFor()
  await pressOn(page, button(page, `Cancel ${reference}`))
  await expectFocus(page, heading(page, 'This dinner is cancelled'))
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'cancelled' }])
})

test('with a keyboard alone a quote is asked for, with dishes, and booked at its price', async () => {
  await using visit = await site.visit(stillness)
  const { page } = visit
  await page.goto('/menu')
  await pressOn(page, page.getByRole('link', { name: 'See what your evening costs' }))
  await heading(page, quoteTitle).waitFor()
  await pressOn(page, button(page, 'Book at this price'))
  await expectFocus(page, page.getByLabel('ZIP or postal code'))
  await page.keyboard.type('10001')
  await pressOn(page, button(page, 'Add one child'), 'Space')
  await pressOn(page, button(page, 'Choose the dishes now'))
  await pressOn(page, button(page, 'Remove one portion of Steak'), 'Space')
  await pressOn(page, button(page, 'Add one portion of Lobster tail'), 'Space')
  await page.getByText('18 of 18 portions chosen').waitFor()
  await page.getByRole('row', { name: 'Lobster tail $15.00' }).waitFor()
  await pressOn(page, button(page, 'Book at this price'))
  await heading(page, 'Which day?').waitFor()
  await page.getByText('Your quoted price, promised until').waitFor()
})

test('the month is one stop for Tab; arrows, Home, End and Page keys move in it', async () => {
  await using visit = await site.visit(stillness)
  const { page } = visit
  await page.goto('/book')
  await pressOn(page, button(page, 'Harbor Station'))
  await button(page, /, free$/)
    .first()
    .waitFor()
  await tabTo(page, page.getByRole('grid').getByRole('button').and(page.locator(':focus')))
  const start = await focusedDay(page)
  const moves: readonly (readonly [key: string, days: number])[] = [
    ['ArrowRight', 1],
    ['ArrowDown', 7],
    ['ArrowLeft', -1],
    ['ArrowUp', -7],
  ]
  for (const [key, days] of moves) await moveBy(page, key, days)
  expect(await focusedDay(page)).toBe(start)

  await page.keyboard.press('End')
  await expect.poll(() => focusedWords(page)).toMatch(/^Saturday/)
  await page.keyboard.press('Home')
  await expect.poll(() => focusedWords(page)).toMatch(/^Sunday/)
  const before = await page.getByRole('heading', { level: 2 }).first().innerText()
  await page.keyboard.press('PageDown')
  await expect
    .poll(() => page.getByRole('heading', { level: 2 }).first().innerText())
    .not.toBe(before)
  await expect.poll(() => focusedWords(page)).toMatch(/^\w+day, /)

  await page.keyboard.press('Tab')
  expect(await page.getByRole('grid').locator(':focus').count()).toBe(0)
})

/** Weeks by the arrow down, then days by the arrow right, across months. */
async function moveToDay(page: Page, date: string): Promise<void> {
  const wanted = dayNumber(dayInWords(date))
  const left = async () => wanted - (await focusedDay(page))
  while ((await left()) >= 7) await moveBy(page, 'ArrowDown', 7)
  while ((await left()) > 0) await moveBy(page, 'ArrowRight', 1)
  await expect.poll(() => focusedWords(page)).toMatch(/(free|few left)$/)
}

async function moveBy(page: Page, key: string, days: number): Promise<void> {
  const from = await focusedDay(page)
  await page.keyboard.press(key)
  await expect
    .poll(() => focusedDay(page), { message: `${key} from day ${from}` })
    .toBe(from + days)
}

async function focusedWords(page: Page): Promise<string> {
  const focused = page.getByRole('grid').locator(':focus')
  return (await focused.count()) === 0 ? '' : ((await focused.getAttribute('aria-label')) ?? '')
}

async function focusedDay(page: Page): Promise<number> {
  return dayNumber(await focusedWords(page))
}

/** Counts days, so that two can be compared. */
function dayNumber(words: string): number {
  const day = /^\w+, (\w+ \d+, \d+)/.exec(words)?.[1] ?? ''
  return Date.parse(`${day} UTC`) / 86_400_000
}

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label))
  await page.keyboard.type(text)
}
