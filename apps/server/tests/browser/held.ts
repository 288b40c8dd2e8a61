import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask } from '../harness/ask.ts'
import { bookingFor } from '../harness/booking.ts'
import type { Plan } from './booking-plan.ts'
import { heading } from './booking-questions.ts'
import { payTitle } from './paying.ts'

/**
 * At the page for paying, with the time held: as after the questions of the booking, which tests of
 * their own answer one by one.
 */
export async function atPayment(page: Page, plan: Plan, baseUrl: string): Promise<void> {
  const { name, email, phone, street } = plan
  const body = bookingFor(plan, {
    contact: { name, email, phone },
    venue: { line1: street, city: 'Harbor', postalCode: '10001', country: 'US' },
    allergens: ['nuts', 'shellfish'],
    specialRequests: 'A birthday',
  })
  const made = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body })
  expect(made.status, made.text).toBe(201)
  await page.goto('/offline')
  await keep(page, {
    'ember-oak.access': { bookingId: made.json['id'], accessToken: made.json['accessToken'] },
    'ember-oak.receipt': { receipt: made.json, email, place: street },
  })
  await page.goto(`/pay?payment=${String(made.json['deposit']?.['paymentId'])}`)
  await heading(page, payTitle).waitFor()
}

/** Puts values into the storage of the tab. */
async function keep(page: Page, values: object): Promise<void> {
  const texts = Object.entries(values).map(([slot, value]) => [slot, JSON.stringify(value)])
  await page.evaluate(
    `for (const [slot, text] of ${JSON.stringify(texts)}) sessionStorage.setItem(slot, text)`,
  )
}
