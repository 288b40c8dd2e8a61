import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask } from '../harness/ask.ts'
import { timeInWords, type Plan } from './booking-plan.ts'
import { button, heading, review } from './booking-questions.ts'
import type { Site } from './given-site.ts'

export const quoteTitle = 'What would your evening cost?'

/** Asks what an evening costs, with dishes and a day, and gives the total as it is written. */
export async function askForQuote(page: Page, plan: Plan): Promise<string> {
  await page.goto('/quote')
  await heading(page, quoteTitle).waitFor()
  await page.getByRole('combobox', { name: /^Area/ }).selectOption(plan.stationId)
  await page.getByLabel('ZIP or postal code').fill('10001')
  await button(page, 'Add one child').click()
  await button(page, 'Add one little one').click()
  await button(page, 'Choose the dishes now').click()
  await button(page, 'Add one portion of Lobster tail').click()
  await button(page, 'Remove one portion of Steak').click()
  await button(page, 'Add one Gyoza').click()
  await page.getByLabel('Day').fill(plan.date)
  const price = page.getByRole('complementary', { name: 'The price' })
  await price.getByRole('row', { name: 'Gyoza $10.00' }).waitFor()
  await button(page, 'Book at this price').waitFor()
  const total = await price.getByRole('row', { name: /^Total/ }).innerText()
  return total.replace(/^Total\s+/, '')
}

/** From the calculator to the review: what the quote does not say of the evening. */
export async function bookAtQuote(page: Page, plan: Plan): Promise<void> {
  await button(page, 'Book at this price').click()
  await heading(page, 'When does dinner begin?').waitFor()
  await button(page, timeInWords(plan.time)).click()
  await heading(page, 'How do we reach you?').waitFor()
  await page.getByLabel('Name').fill(plan.name)
  await page.getByLabel('E-mail').fill(plan.email)
  await page.getByLabel('Phone').fill(plan.phone)
  await button(page, 'Continue').click()
  await page.getByLabel('Street and number').fill(plan.street)
  await page.getByLabel('City').fill('Harbor')
  await page.getByLabel('State or region').fill('NY')
  await button(page, 'Continue').click()
  await heading(page, 'Anything the chef should know?').waitFor()
  await button(page, 'Continue').click()
  await heading(page, review).waitFor()
}

/** The station asks other prices, until that ends. */
export async function askMore(
  { baseUrl, owner }: Pick<Site, 'baseUrl' | 'owner'>,
  stationId: string,
  prices: Readonly<Record<string, number>>,
): Promise<AsyncDisposable> {
  const path = `${baseUrl}/api/v1/stations/${stationId}/price-list`
  const { json: before } = await ask(path)
  const change = async (body: object) => {
    const { status, text } = await ask(path, { method: 'PATCH', body, headers: owner })
    expect(status, text).toBe(200)
  }
  await change(prices)
  const names = Object.keys(prices)
  return {
    [Symbol.asyncDispose]: () =>
      change(Object.fromEntries(names.map((name) => [name, Number(before[name])]))),
  }
}
