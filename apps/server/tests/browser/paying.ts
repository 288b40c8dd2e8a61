import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bookButton, button, done, heading, referenceOn } from './booking-questions.ts'

export const payTitle = 'Pay your deposit'

/** What somebody chooses on the page of the sandbox, by its words. */
export type Choice =
  | 'Pay $100.00'
  | 'Pay after 3-D Secure'
  | 'Decline the card'
  | 'Pay too late'
  | 'Pay, reported twice'

/** From the review to the page for paying. */
export async function bookAndBeAsked(page: Page): Promise<void> {
  await bookButton(page).click()
  await heading(page, payTitle).waitFor()
}

export const lateTitle = 'Your payment came too late'

/** On the page for paying: to the sandbox, and what is chosen there. */
export async function choose(page: Page, choice: Choice): Promise<void> {
  await payButton(page).click()
  await page.waitForURL(/\/sandbox\/pay\//)
  await button(page, choice).click()
}

export function payButton(page: Page) {
  return button(page, 'Pay $100.00 deposit')
}

/** From the review to the page that follows a booking, paid on the way. */
export async function bookAndPay(page: Page): Promise<void> {
  await bookAndBeAsked(page)
  await choose(page, 'Pay $100.00')
  await heading(page, done).waitFor()
}

/** The reference on the page for paying. */
export async function heldReferenceOn(page: Page): Promise<string> {
  await payButton(page).waitFor()
  const words = await page.getByRole('main').innerText()
  const reference = /Reference\s+(\S+)/.exec(words)?.[1]
  expect(reference, words).toBeDefined()
  return reference ?? ''
}

/** Once what came late is settled: it is reported every few seconds. */
export async function lateReferenceOn(page: Page): Promise<string> {
  await heading(page, done).waitFor({ timeout: 40_000 })
  return referenceOn(page)
}
