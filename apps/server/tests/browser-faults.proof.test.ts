import { newId } from '@holdfast/kernel/ids'
import { requestProblems } from '@holdfast/kernel/problems'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { planFor } from './browser/booking-plan.ts'
import { answerUpTo, bookButton, button, heading, review } from './browser/booking-questions.ts'
import { bookingsOf } from './browser/bookings-of.ts'
import { givenSite } from './browser/given-site.ts'
import {
  countSent,
  goOfflineBeforeAnswer,
  loseAnswers,
  retryAtOnce,
} from './browser/lost-answers.ts'
import { heldReferenceOn } from './browser/paying.ts'
import { answerWith, hold } from './browser/stand-ins.ts'
import { askNoDeposits } from './harness/pay-deposit.ts'

const site = await givenSite()
const stations = '**/api/v1/stations'
const bookings = '**/api/v1/bookings'

test('a double click on the last button sends and makes one booking', async () => {
  await using visit = await site.visit()
  const { page, plan } = await atReview(visit.page, 10)
  const counted = await countSent(page)
  await bookButton(page).dblclick()
  const reference = await heldReferenceOn(page)
  expect(counted.sent).toBe(1)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'pending' }])
})

test('the answer is lost and the guest tries again: one booking', async () => {
  await using visit = await site.visit()
  const { page, plan } = await atReview(visit.page, 12)
  const lost = await loseAnswers(page)
  await bookButton(page).click()
  await page.getByRole('alert').getByText('We could not be reached').waitFor()
  await lost.stop()
  await bookButton(page).click()
  const reference = await heldReferenceOn(page)
  expect(lost.handled).toBeGreaterThan(0)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'pending' }])
})

test('the answer is lost and the guest reloads: the page finds the one booking by itself', async () => {
  await using visit = await site.visit()
  const { page, plan } = await atReview(visit.page, 14)
  const lost = await loseAnswers(page)
  await bookButton(page).click()
  await page.getByRole('alert').getByText('We could not be reached').waitFor()
  await lost.stop()
  await page.reload()
  const reference = await heldReferenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'pending' }])
})

test('the connection goes before the answer and comes back: one booking, by itself', async () => {
  await using visit = await site.visit()
  const { page, plan } = await atReview(visit.page, 16)
  await goOfflineBeforeAnswer(page, visit.context)
  await bookButton(page).click()
  await page.getByRole('alert').getByText('You are offline').waitFor()
  expect(await bookingsOf(site, plan.email)).toHaveLength(1)
  await visit.context.setOffline(false)
  const reference = await heldReferenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'pending' }])
})

test('while the service is slow the shape of what comes is shown, then words', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.clock.install()
  const held = await hold(page, stations)
  await page.goto('/book')
  const waiting = page.getByRole('status', { name: 'Loading the areas' })
  await waiting.waitFor()
  await page.clock.runFor(7_000)
  await waiting.getByText('This takes longer than usual').waitFor()
  held.release()
  await button(page, 'Harbor Station').waitFor()
  expect(await waiting.count()).toBe(0)
})

test.each([
  { name: '429', problem: requestProblems.limited, words: 'A little too fast for us' },
  { name: '503', problem: requestProblems.unavailable, words: 'The kitchen is very busy' },
])('$name: words, the correlation id and a countdown, and it goes on by itself', async (given) => {
  await using visit = await site.visit()
  const { page } = visit
  await page.clock.install()
  const correlationId = newId()
  const answers = await answerWith(page, stations, {
    problem: given.problem({}, { retryAfterSeconds: 30 }),
    correlationId,
  })
  await page.goto('/book')
  const notice = page.getByRole('alert')
  await notice.getByText(given.words).waitFor()
  await notice.getByText(correlationId).waitFor()
  expect(await notice.getByRole('timer').innerText()).toMatch(/^Trying again in (30|29|28) s$/)
  await answers.stop()
  await page.clock.runFor(31_000)
  await button(page, 'Harbor Station').waitFor()
  expect(await notice.count()).toBe(0)
})

test('503 on the last button: it can not be pressed while the countdown runs', async () => {
  await using visit = await site.visit()
  const { page, plan } = await atReview(visit.page, 20)
  const answers = await answerWith(page, bookings, {
    problem: requestProblems.unavailable({}, { retryAfterSeconds: 60 }),
    correlationId: newId(),
  })
  await page.clock.install()
  await bookButton(page).click()
  await page.getByRole('alert').getByRole('timer').waitFor()
  expect(await bookButton(page).getAttribute('aria-disabled')).toBe('true')
  expect(answers.given).toBe(1)
  await answers.stop()
  await page.clock.runFor(61_000)
  const reference = await heldReferenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'pending' }])
})

test('an error of ours: words, the correlation id, and a button that tries again', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await retryAtOnce(page)
  const correlationId = newId()
  const answers = await answerWith(page, stations, {
    problem: requestProblems.internal(),
    correlationId,
  })
  await page.goto('/book')
  const notice = page.getByRole('alert')
  await notice.getByText('Something went wrong on our side').waitFor()
  await notice.getByText(`request.internal · ${correlationId}`).waitFor()
  await answers.stop()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await button(page, 'Harbor Station').waitFor()
})

test('an answer that is not as agreed: said in words, reported, and nothing breaks', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.route(stations, (route) => route.fulfill({ json: { items: [{ id: 7 }] } }))
  await page.goto('/book')
  const notice = page.getByRole('alert')
  await notice.getByText('We could not read the answer').waitFor()
  await notice.getByText(/^invalid-response · /).waitFor()
  expect(visit.complaints().join()).toContain('bookings.listStations: 200 with an unexpected body')
  await page.unroute(stations)
  await page.reload()
  await button(page, 'Harbor Station').waitFor()
})

test('the home page keeps its usual prices when the answer is not as agreed, and reports it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const usual = await pricesWithoutService(page)
  await page.route(stations, (route) => route.fulfill({ json: { items: [{ id: 7 }] } }))
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.locator('#areas-fallback').waitFor()
  expect(await page.locator('[data-amount]').allInnerTexts()).toEqual(usual)
  expect(visit.complaints().join()).toContain('not as its contract says')
})

test('offline in the middle: said at once, and it goes on by itself with the connection', async () => {
  await using visit = await site.visit()
  const { page, context } = visit
  const plan = await planFor(site.baseUrl, 10)
  await page.goto('/book')
  await answerUpTo('Which day?', { page, plan })
  await context.setOffline(true)
  await page.getByRole('status').getByText('You are offline. What you entered is kept.').waitFor()
  await button(page, 'Next month').click()
  await page.getByRole('alert').getByText('It goes on by itself').waitFor()
  await context.setOffline(false)
  await button(page, /, free$/)
    .first()
    .waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('a page opened without a connection is the one that says so', async () => {
  await using visit = await site.visit({ serviceWorkers: 'allow' })
  const { page, context } = visit
  await page.goto('/')
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await context.setOffline(true)
  await page.goto('/book')
  await heading(page, 'The fire is lit, the line is not.').waitFor()
  await context.setOffline(false)
  await page.getByRole('link', { name: 'Reload the page' }).click()
  await heading(page, 'Where shall we cook?').waitFor()
})

// The last of them: from here on a booking is confirmed at once. A hold is found again without a
// key as well, by who asks for it.
test('without the key of the request the guest would never see the booking', async () => {
  await askNoDeposits(site.baseUrl, site.operator)
  await using visit = await site.visit()
  const { page } = await atReview(visit.page, 18)
  const lost = await loseAnswers(page, { withoutKey: true })
  await bookButton(page).click()
  await page.getByRole('alert').getByText('We could not be reached').waitFor()
  await lost.stop()
  await bookButton(page).click()
  await heading(page, review).waitFor()
  await page.getByRole('heading', { name: 'You already have a booking at that time' }).waitFor()
})

async function atReview(page: Page, days: number) {
  const plan = await planFor(site.baseUrl, days)
  await retryAtOnce(page)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  return { page, plan }
}

/** What the home page was built with. */
async function pricesWithoutService(page: Page): Promise<readonly string[]> {
  await page.route(stations, (route) => route.abort())
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.unroute(stations)
  return page.locator('[data-amount]').allInnerTexts()
}
