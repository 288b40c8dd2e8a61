import { expect, test } from 'vitest'
import { planFor } from './browser/booking-plan.ts'
import {
  answerUpTo,
  bookButton,
  button,
  done,
  heading,
  referenceOn,
  review,
} from './browser/booking-questions.ts'
import { bookingsOf } from './browser/bookings-of.ts'
import { givenSite } from './browser/given-site.ts'
import { atPayment } from './browser/held.ts'
import { inspect, type Findings } from './browser/inspection.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import { bookAndBeAsked } from './browser/paying.ts'
import { ask } from './harness/ask.ts'

const site = await givenSite({ PAY_BY_TRANSFER: 'Ember & Oak, IBAN DE02 1203 0000 0000 2020 51' })

test('a transfer: what to pay is shown, also after a reload and on another device, until staff have seen the money', async () => {
  await using visit = await site.visit({ reducedMotion: 'reduce' })
  const { page } = visit
  const plan = await planFor(site.baseUrl, 9)
  await atPayment(page, plan, site.baseUrl)
  const paymentId = new URL(page.url()).searchParams.get('payment') ?? ''
  await page.getByText('Bank transfer', { exact: true }).click()
  await button(page, 'Show how to pay by bank transfer').click()
  const picture = page.getByRole('img', { name: /^QR code with the amount \$100\.00/ })
  await picture.waitFor()
  expect(await page.evaluate(`document.querySelector('img.qr').naturalWidth`)).toBeGreaterThan(0)
  const reference = await referenceShown()
  await page.getByText('IBAN DE02 1203 0000 0000 2020 51').waitFor()
  const findings: Findings = { barriers: [], sideways: [] }
  await inspect(page, 'pay by transfer', findings)
  expect(findings).toEqual({ barriers: [], sideways: [] })

  await page.reload()
  expect(await referenceShown()).toBe(reference)

  // The link in the mail leads there from anywhere.
  const mail = await mailTo(site.mailbox, plan.email, /is held/)
  await using other = await site.visit()
  await other.page.goto(linkIn(mail))
  await other.page.getByText(reference).waitFor()

  const seen = await ask(`${site.baseUrl}/api/v1/payments/${paymentId}/verify`, {
    method: 'POST',
    headers: site.owner,
    body: { note: 'Bank statement, line 12' },
  })
  expect(seen.status, seen.text).toBe(200)
  await heading(page, done).waitFor({ timeout: 40_000 })
  await referenceOn(page)
  await mailTo(site.mailbox, plan.email, /is confirmed/)
  expect(visit.complaints()).toEqual([])

  async function referenceShown(): Promise<string> {
    const shown = page.locator('.by-hand-reference')
    await shown.waitFor()
    return shown.innerText()
  }
}, 120_000)

test('a transfer under way is not lost to another time: nothing is booked, and the hold stays', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 20)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await page.getByText('and you get the deposit back; after that it stays with us.').waitFor()
  await page.getByText('One move to another time is free until').waitFor()
  await bookAndBeAsked(page)
  await page.getByText('Bank transfer', { exact: true }).click()
  await button(page, 'Show how to pay by bank transfer').click()
  await page.locator('.by-hand-reference').waitFor()
  // A day, and not the quarter of an hour for a card.
  await page.getByText(/^We hold your time until .* [CEP][DS]T\.$/).waitFor()

  await page.goto('/book?step=review')
  await page.getByText('You have asked for this dinner already').waitFor()
  await page.getByRole('link', { name: 'Change time' }).click()
  await page.locator('.slot[data-state=free]').last().click()
  await heading(page, review).waitFor()
  await page.getByText('Book this one, and we let go of that, unless', { exact: false }).waitFor()
  await bookButton(page).click()
  await page.getByText('Your payment for the other time is under way').waitFor()
  const bookings = await bookingsOf(site, plan.email)
  expect(bookings.map(({ state }) => state)).toEqual(['pending'])
}, 60_000)
