import { newId } from '@holdfast/kernel/ids'
import { requestProblems } from '@holdfast/kernel/problems'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { planFor } from './browser/booking-plan.ts'
import {
  answerUpTo,
  bookButton,
  button,
  heading,
  referenceOn,
  review,
} from './browser/booking-questions.ts'
import { givenSite } from './browser/given-site.ts'
import { inspect, type Findings } from './browser/inspection.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import { askForQuote, bookAtQuote } from './browser/quoting.ts'
import { bookAndBeAsked, choose, payButton } from './browser/paying.ts'
import { lastingAnimations } from './browser/stillness.ts'
import { answerWith, hold } from './browser/stand-ins.ts'

const site = await givenSite()
const findings: Findings = { barriers: [], sideways: [] }
const complaints: string[] = []
const looked: string[] = []

beforeAll(async () => {
  await lookAtStandingPages()
  await lookAtABooking()
  await lookAtAQuote()
  await lookAtTroubles()
  await lookAtNotices()
}, 240_000)

test('every page was looked at', () => {
  expect(looked).toHaveLength(43)
})

test('axe finds nothing on any page, at 390 and 1440 px, light and dark', () => {
  expect(findings.barriers).toEqual([])
})

test('no page scrolls sideways at 320, 390, 820 or 1440 px', () => {
  expect(findings.sideways).toEqual([])
})

test('no page writes an error to the console or asks for content that its policy refuses', () => {
  expect(complaints).toEqual([])
})

test.each([
  { reducedMotion: 'reduce', moves: false },
  { reducedMotion: 'no-preference', moves: true },
] as const)('whose motion is $reducedMotion: something moves is $moves', async (given) => {
  const { reducedMotion, moves } = given
  await using visit = await site.visit({ reducedMotion })
  const { page } = visit
  await page.goto('/')
  expect(await lastingAnimations(page)).toBe(0)
  const plan = await planFor(site.baseUrl, 12)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await hold(page, '**/api/v1/bookings')
  await bookButton(page).click()
  await button(page, 'Booking your dinner').waitFor()
  expect((await lastingAnimations(page)) > 0).toBe(moves)
})

const standing = [
  ['/', 'We bring the fire'],
  ['/offline', 'The fire is lit'],
  ['/menu', 'Menu and prices'],
  ['/booking', 'Your booking'],
  ['/pay', 'Open your booking first'],
  ['/api/docs', ''],
] as const

async function lookAtStandingPages(): Promise<void> {
  await using visit = await still()
  const { page } = visit
  for (const [path, title] of standing) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor()
    await look(page, path)
  }
  complaints.push(...visit.complaints())

  await using lost = await still()
  await lost.page.goto('/nowhere')
  await look(lost.page, '404')
  // The browser itself notes that the page's own answer is a 404.
  complaints.push(...lost.complaints().filter((one) => !/nowhere.*status of 404/.test(one)))
}

async function lookAtABooking(): Promise<void> {
  await using visit = await still()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 10)
  await page.goto('/book')
  await answerUpTo(review, { page, plan, atEach: (title) => look(page, title) })
  await look(page, review)
  await bookAndBeAsked(page)
  await payButton(page).waitFor()
  await look(page, 'pay')
  await choose(page, 'Decline the card')
  await page.getByRole('alert').getByText('The payment did not go through').waitFor()
  await look(page, 'declined')
  await payButton(page).click()
  await button(page, 'Pay after 3-D Secure').waitFor()
  await look(page, 'sandbox')
  await button(page, 'Pay after 3-D Secure').click()
  await heading(page, 'Your bank asks: is it you?').waitFor()
  await look(page, 'bank')
  await button(page, 'Yes, pay').click()
  const reference = await referenceOn(page)
  await look(page, 'done')
  await button(page, 'Add to calendar').click()
  await page.getByText('is in your downloads').waitFor()
  await button(page, 'Close').hover()
  await look(page, 'done with a message')

  const mail = await mailTo(site.mailbox, plan.email, /is confirmed/)
  await page.goto('/mailbox')
  await look(page, 'mailbox')
  await page.getByRole('link', { name: mail.subject }).click()
  await look(page, 'mail')

  await page.goto(linkIn(mail))
  await heading(page, 'Your dinner is set').waitFor()
  await look(page, 'booking')
  await lookAtChanges(page)
  await button(page, 'Cancel booking').click()
  await page.getByText('You get your deposit').waitFor()
  await look(page, 'cancel?')
  await button(page, `Cancel ${reference}`).click()
  await heading(page, 'This dinner is cancelled').waitFor()
  await look(page, 'cancelled')

  await button(page, 'Look up another booking').click()
  await button(page, 'Send me the link').click()
  await look(page, 'lookup with errors')
  await page.getByLabel('Reference').fill(reference)
  await page.getByLabel('E-mail').fill(plan.email)
  await button(page, 'Send me the link').click()
  await heading(page, 'Look into your mail').waitFor()
  await look(page, 'lookup sent')
  complaints.push(...visit.complaints())
}

async function lookAtChanges(page: Page): Promise<void> {
  await button(page, 'Move to another time').click()
  await button(page, /, free$/)
    .first()
    .waitFor()
  await look(page, 'move: day')
  await button(page, 'Next month').click()
  await button(page, /, free$/)
    .first()
    .click()
  await page.locator('.slot').first().waitFor()
  await look(page, 'move: time')
  await page.locator('.slot[data-state=free]').first().click()
  await heading(page, 'Move your dinner?').waitFor()
  await look(page, 'move?')
  await page.goto('/booking')
  await button(page, 'Change guests or wishes').click()
  await heading(page, 'Change your dinner').waitFor()
  await page.getByLabel('Street and number').fill('')
  await button(page, 'Save changes').click()
  await page.getByText('Tell us the street').waitFor()
  await look(page, 'change with an error')
  await button(page, 'Back to your booking').click()
  await heading(page, 'Your dinner is set').waitFor()
}

async function lookAtAQuote(): Promise<void> {
  await using visit = await still()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 14)
  await page.goto('/quote')
  await button(page, 'Book at this price').click()
  await page.getByText('Tell us the ZIP').last().waitFor()
  await look(page, 'quote with an error')
  const place = page.getByLabel('ZIP or postal code')
  const told = page.getByText('Promised until')
  const refused = await answerWith(page, '**/api/v1/quotes', {
    problem: requestProblems.unavailable({}, { retryAfterSeconds: 3000 }),
    correlationId: newId(),
  })
  await place.fill('99999')
  await page.getByRole('alert').waitFor()
  await look(page, 'quote: failure')
  await refused.stop()
  await place.fill('00000')
  await told.waitFor()
  await page.getByRole('row', { name: 'The way to you' }).waitFor()
  await look(page, 'quote: unknown address')
  await askForQuote(page, plan)
  await look(page, 'quote')
  // Its failure above is noted by the browser itself.
  complaints.push(...visit.complaints().filter((one) => !/status of 503/.test(one)))

  await page.setViewportSize({ width: 1440, height: 900 })
  await bookAtQuote(page, plan)
  await look(page, 'review of a quote')
}

async function lookAtTroubles(): Promise<void> {
  await using visit = await still()
  const { page } = visit
  const held = await hold(page, '**/api/v1/stations')
  await page.goto('/book')
  await page.getByRole('status', { name: 'Loading the areas' }).waitFor()
  await look(page, 'loading')
  held.release()
  await button(page, 'Harbor Station').waitFor()
  await answerWith(page, '**/calendar?*', {
    problem: requestProblems.unavailable({}, { retryAfterSeconds: 3000 }),
    correlationId: newId(),
  })
  await button(page, 'Harbor Station').click()
  await page.getByRole('alert').waitFor()
  await look(page, 'failure')
}

async function lookAtNotices(): Promise<void> {
  await using visit = await still()
  const { page, context } = visit
  const limited = await answerWith(page, '**/calendar?*', {
    problem: requestProblems.limited({}, { retryAfterSeconds: 3000 }),
    correlationId: newId(),
  })
  await page.goto('/book')
  await button(page, 'Harbor Station').click()
  await button(page, 'Dismiss this notice').waitFor()
  await look(page, 'limited')
  await limited.stop()

  await context.setOffline(true)
  await page.getByRole('status').getByText('You are offline').waitFor()
  await look(page, 'offline')
  await context.setOffline(false)

  await page.goto('/book?step=station')
  await page.evaluate('Intl.DateTimeFormat = undefined')
  await button(page, 'Harbor Station').click()
  await page.getByRole('alert').getByText('This page broke').waitFor()
  await look(page, 'broken')
}

function still() {
  return site.visit({ reducedMotion: 'reduce' })
}

async function look(page: Page, name: string): Promise<void> {
  looked.push(name)
  await inspect(page, name, findings)
}
