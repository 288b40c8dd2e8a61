import { expect, test } from 'vitest'
import { planFor } from './browser/booking-plan.ts'
import { answerUpTo, button, heading, referenceOn, review } from './browser/booking-questions.ts'
import { bookingsOf } from './browser/bookings-of.ts'
import { givenSite } from './browser/given-site.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import { bookAndBeAsked, choose, payTitle } from './browser/paying.ts'

const site = await givenSite()

test('book, declined, paid: one booking, a mail, and its link opens it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 10)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await bookAndBeAsked(page)
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'pending' }])

  await choose(page, 'Decline the card')
  await heading(page, payTitle).waitFor()
  await page.getByRole('alert').getByText('The payment did not go through').waitFor()
  await choose(page, 'Pay $100.00')
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])

  const mail = await mailTo(site.mailbox, plan.email, new RegExp(`${reference} is confirmed`))
  await using elsewhere = await site.visit()
  await elsewhere.page.goto(linkIn(mail))
  await heading(elsewhere.page, 'Your dinner is set').waitFor()
  await button(elsewhere.page, 'Cancel booking').waitFor()
  expect([...visit.complaints(), ...elsewhere.complaints()]).toEqual([])
})
