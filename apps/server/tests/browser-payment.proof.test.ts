import type { Page, Route } from 'playwright-core'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test, vi } from 'vitest'
import { dayInWords, planFor, timeInWords, type Plan } from './browser/booking-plan.ts'
import {
  answerUpTo,
  bookButton,
  button,
  heading,
  referenceOn,
  review,
} from './browser/booking-questions.ts'
import { signIn } from './browser/console-deeds.ts'
import { atPayment } from './browser/held.ts'
import { askForQuote, askMore, bookAtQuote } from './browser/quoting.ts'
import { ownerCredentials } from './harness/owner.ts'
import { bookingsOf, depositOf, idOf, takeAllOf } from './browser/bookings-of.ts'
import { givenSite } from './browser/given-site.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import {
  bookAndBeAsked,
  choose,
  heldReferenceOn,
  lateReferenceOn,
  lateTitle,
  payButton,
  payTitle,
} from './browser/paying.ts'
import { endHold, forgetQuotes, payLateNow } from './browser/time-passes.ts'
import type { Json } from './harness/ask.ts'

const site = await givenSite()

// Money that comes late is reported every few seconds, and pages ask at most every ten.
vi.setConfig({ testTimeout: 60_000 })

test('quote, book at its price, decline, pay, mail, lookup, reschedule, cancel: the console sees the refund', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 10)
  const total = await askForQuote(page, plan)
  await using _dearer = await askMore(site, plan.stationId, { adult: 9_900 })
  await bookAtQuote(page, plan)
  await page.getByText('Your quoted price, promised until').last().waitFor()
  await page
    .getByRole('row', { name: `Total ${total}` })
    .last()
    .waitFor()
  await bookAndBeAsked(page)
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'pending' }])
  await page.getByRole('row', { name: `Total ${total}` }).waitFor()

  await choose(page, 'Decline the card')
  await heading(page, payTitle).waitFor()
  await page.getByRole('alert').getByText('The payment did not go through').waitFor()
  await choose(page, 'Pay $100.00')
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
  await mailTo(site.mailbox, plan.email, new RegExp(`${reference} is confirmed`))

  await using elsewhere = await site.visit()
  const home = elsewhere.page
  await home.goto('/booking')
  await home.getByLabel('Reference').fill(reference)
  await home.getByLabel('E-mail').fill(plan.email)
  await button(home, 'Send me the link').click()
  await heading(home, 'Look into your mail').waitFor()
  await home.goto(linkIn(await mailTo(site.mailbox, plan.email, /^The link to/)))
  await heading(home, 'Your dinner is set').waitFor()

  const moved = await planFor(site.baseUrl, 12)
  await button(home, 'Move to another time').click()
  await heading(home, 'Which day instead?').waitFor()
  await pickDay(home, moved.date)
  await button(home, timeInWords(moved.time)).click()
  await heading(home, 'Move your dinner?').waitFor()
  await home.getByText('Nothing: this one change is free', { exact: false }).waitFor()
  await home.getByText('and you get your $100.00 back.', { exact: false }).waitFor()
  await home.reload()
  await button(home, 'Move this dinner').click()
  await heading(home, 'Your dinner is set').waitFor()
  await home.getByText(dayInWords(moved.date)).first().waitFor()
  await mailTo(site.mailbox, plan.email, /has a new time/)

  await button(home, 'Cancel booking').click()
  const dialog = home.getByRole('dialog')
  await dialog.getByText('You get your deposit of $100.00 back.').waitFor()
  await button(home, `Cancel ${reference}`).click()
  await heading(home, 'This dinner is cancelled').waitFor()
  await home.getByText('$100.00 goes back to where it came from.').waitFor()
  const refunded = await mailTo(site.mailbox, plan.email, /is cancelled/)
  expect(refunded.text).toContain('$100.00')
  await eventually(async () =>
    expect(await depositOf(site, plan)).toMatchObject({ refunded: 10_000 }),
  )
  await home.reload()
  await home.getByRole('row', { name: 'Given back to you $100.00' }).waitFor()

  await using office = await site.visit()
  await signIn(office.page, ownerCredentials)
  await office.page.goto(`/console/bookings/${await idOf(site, plan)}`)
  await office.page.getByText('$100.00 given back', { exact: false }).first().waitFor()
  await office.page.getByRole('heading', { name: 'Refunds' }).waitFor()
  await office.page.getByText('The booking was cancelled').waitFor()
  const complaints = [visit, elsewhere, office].flatMap((one) => one.complaints())
  expect(complaints).toEqual([])
})

test('a quote that is not known any more is not booked: it says so, and books at today’s price', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 32)
  await askForQuote(page, plan)
  await bookAtQuote(page, plan)
  await forgetQuotes(site)
  await bookButton(page).click()
  await page.getByRole('alert').getByText('We do not know this quote any more').waitFor()
  await button(page, 'See today’s price').click()
  await bookAndBeAsked(page)
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'pending' }])
})

test('a payment that is reported twice makes one booking and one mail, paid once', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 14)
  await atPayment(page, plan, site.baseUrl)
  await choose(page, 'Pay, reported twice')
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
  await mailTo(site.mailbox, plan.email, /is confirmed/)
  expect(await depositOf(site, plan)).toMatchObject({ paid: 10_000, refunded: 0 })
  const mails = (await site.mailbox.list()).filter(({ to }) => to === plan.email)
  expect(mails.filter(({ subject }) => /is confirmed/.test(subject))).toHaveLength(1)
})

test('3-D Secure refused, then confirmed: declined in words, then booked', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await atPayment(page, await planFor(site.baseUrl, 16), site.baseUrl)
  const payment = page.url()
  await choose(page, 'Pay after 3-D Secure')
  await button(page, 'No, it is not me').click()
  await page.getByRole('alert').getByText('The payment did not go through').waitFor()
  await choose(page, 'Pay after 3-D Secure')
  await heading(page, 'Your bank asks: is it you?').waitFor()
  await page.goto(payment)
  await heading(page, 'Your bank is at work').waitFor()
  await button(page, 'Open its page again').click()
  await button(page, 'Yes, pay').click()
  await referenceOn(page)
})

test('the hold runs out while the page is open: it says so, and books again with every answer', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 18)
  await atPayment(page, plan, site.baseUrl)
  const first = await heldReferenceOn(page)
  await endHold(site, first)
  await lookAgain(page)
  await heading(page, 'The hold has ended').waitFor()
  await button(page, 'Book it again').click()
  await heading(page, review).waitFor()
  const words = await page.getByRole('main').innerText()
  for (const kept of [plan.name, plan.email, plan.street, 'shellfish', 'A birthday']) {
    expect(words).toContain(kept)
  }
  await bookAndBeAsked(page)
  const second = await heldReferenceOn(page)
  expect(second).not.toBe(first)
  expect(await bookingsOf(site, plan.email)).toMatchObject([
    { reference: second, state: 'pending' },
    { reference: first, state: 'expired' },
  ])
})

test('paid late while the time is still free: the open page goes on to the booking by itself', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 20)
  const popup = page.waitForEvent('popup')
  await payTooLate(page, plan, async () => {
    await page.evaluate(`void open('/booking')`)
    const tab = await popup
    await tab.getByRole('link', { name: 'Pay $100.00 deposit' }).waitFor()
    await tab.route(/\/bookings\/[0-9a-f-]+$/, holdIsOver)
    await lookAgain(tab)
    await tab.getByText('Hold over').waitFor()
    expect(await tab.getByRole('link', { name: /^Pay / }).count()).toBe(0)
    await tab.unrouteAll({ behavior: 'wait' })
  })
  const tab = await popup
  await lookAgain(tab)
  await tab.getByText('Expired', { exact: true }).waitFor()
  await button(tab, 'Book it again').waitFor()
  await payLateNow(site)
  const reference = await lateReferenceOn(page)
  await lookAgain(tab)
  await heading(tab, 'Your dinner is set').waitFor()
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
})

test('paid late when others have the time: the money goes back, and the page says so', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 22)
  await payTooLate(page, plan)
  await takeAllOf(site, plan)
  await payLateNow(site)
  await heading(page, lateTitle).waitFor({ timeout: 40_000 })
  await page.getByText('$100.00 goes back to where it came from').waitFor()
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'expired' }])
  await mailTo(site.mailbox, plan.email, /goes back to you/)
  await eventually(async () =>
    expect(await depositOf(site, plan)).toMatchObject({ paid: 10_000, refunded: 10_000 }),
  )
})

test('reload, Back and a double click at the payment: one attempt, one booking', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 24)
  await atPayment(page, plan, site.baseUrl)
  const begun: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/attempts')) begun.push(request.url())
  })
  await page.reload()
  await payButton(page).dblclick()
  await page.waitForURL(/\/sandbox\/pay\//)
  expect(begun).toHaveLength(1)

  await page.goBack()
  await heading(page, payTitle).or(heading(page, 'One moment')).first().waitFor()
  await page.goForward()
  await button(page, 'Pay $100.00').click()
  const reference = await referenceOn(page)
  await page.reload()
  expect(await referenceOn(page)).toBe(reference)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
  expect(await depositOf(site, plan)).toMatchObject({ attempts: 1, paid: 10_000 })
})

test('coming back from the page of the payment proves nothing: only the service does', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 26)
  await atPayment(page, plan, site.baseUrl)
  await payButton(page).click()
  await page.getByRole('link', { name: 'Go back without paying' }).click()
  await heading(page, 'One moment').waitFor()
  await button(page, 'I have not paid yet').click()
  await heading(page, payTitle).waitFor()
  await page.goto(`${page.url()}&paid=true&redirect_status=succeeded`)
  await heading(page, payTitle).waitFor()
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'pending' }])
})

test('whoever goes back and chooses another time holds that one alone', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 28)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await bookAndBeAsked(page)
  await page.getByRole('link', { name: 'Change it' }).click()
  await page.getByRole('link', { name: 'Change time' }).click()
  await page.locator('.slot[data-state=free]').last().click()
  await heading(page, review).waitFor()
  await bookAndBeAsked(page)
  const reference = await heldReferenceOn(page)
  const bookings = await bookingsOf(site, plan.email)
  expect(bookings.filter(({ state }) => state === 'pending')).toEqual([
    { reference, state: 'pending' },
  ])
  expect(bookings.map(({ state }) => state).sort()).toEqual(['cancelled', 'pending'])
})

test('a page for paying without the booking’s key shows nothing of it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await atPayment(page, await planFor(site.baseUrl, 30), site.baseUrl)
  await using stranger = await site.visit()
  await stranger.page.goto(page.url())
  await heading(stranger.page, 'Open your booking first').waitFor()
  expect(await stranger.page.getByRole('main').innerText()).not.toContain('HF-')
})

/** Chooses to pay late, and the hold runs out on the open page. */
async function payTooLate(
  page: Page,
  plan: Plan,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  await atPayment(page, plan, site.baseUrl)
  const reference = await heldReferenceOn(page)
  await meanwhile()
  await choose(page, 'Pay too late')
  await heading(page, 'One moment').waitFor()
  await endHold(site, reference)
  await lookAgain(page)
  await heading(page, 'The hold has ended').waitFor()
}

/** Answers that the time to pay is over, and nothing else is known yet. */
async function holdIsOver(route: Route): Promise<void> {
  const response = await route.fetch()
  const booking: Json = await response.json()
  const holdExpiresAt = new Date(Date.now() - 60_000).toISOString()
  await route.fulfill({ response, json: { ...booking, holdExpiresAt } })
}

/** What a page does when it is looked at again, instead of after its pause. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
}

async function pickDay(page: Page, date: string): Promise<void> {
  const day = button(page, new RegExp(`^${dayInWords(date)}, (free|few left)`))
  await page.getByRole('grid', { name: /./ }).and(page.locator('[aria-busy=false]')).waitFor()
  if (!(await day.isVisible())) await button(page, 'Next month').click()
  await day.click()
}
