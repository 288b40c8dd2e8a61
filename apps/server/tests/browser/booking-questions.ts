import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { dayInWords, monthInWords, timeInWords, type Plan } from './booking-plan.ts'

/** One question of the booking and how a guest with a mouse answers it. */
export interface Question {
  readonly title: string
  answer(page: Page, plan: Plan): Promise<void>
}

/** In the order of the flow; after the last the review asks whether all is right. */
export const questions: readonly Question[] = [
  { title: 'Where shall we cook?', answer: (page, plan) => button(page, plan.station).click() },
  { title: 'Which day?', answer: chooseDay },
  {
    title: 'When does dinner begin?',
    answer: (page, plan) => button(page, timeInWords(plan.time)).click(),
  },
  { title: 'Who is coming?', answer: countGuests },
  { title: 'What shall we grill?', answer: (page) => button(page, 'Continue').click() },
  { title: 'How do we reach you?', answer: giveContact },
  { title: 'Where is the table?', answer: giveAddress },
  { title: 'Anything the chef should know?', answer: tellWishes },
]

export const review = 'Is everything right?'
export const done = 'See you at the fire.'

/** From the first question to `title`, which is left unanswered; `atEach` looks at every one. */
export async function answerUpTo(
  title: string,
  { page, plan, atEach }: { page: Page; plan: Plan; atEach?: (title: string) => Promise<void> },
): Promise<void> {
  for (const question of questions) {
    if (question.title === title) break
    await heading(page, question.title).waitFor()
    await atEach?.(question.title)
    await question.answer(page, plan)
  }
  await heading(page, title).waitFor()
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name })
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

export function bookButton(page: Page): Locator {
  return button(page, 'Book this dinner')
}

/** The reference on the page that follows a booking. */
export async function referenceOn(page: Page): Promise<string> {
  await heading(page, done).waitFor()
  const words = await page.getByRole('main').innerText()
  const reference = /Your reference\s+(\S+)/.exec(words)?.[1]
  expect(reference, words).toBeDefined()
  return reference ?? ''
}

async function chooseDay(page: Page, plan: Plan): Promise<void> {
  const month = page.getByRole('heading', { level: 2, name: monthInWords(plan.date) })
  while (!(await month.isVisible())) await button(page, 'Next month').click()
  await button(page, new RegExp(`^${dayInWords(plan.date)}, (free|few left)`)).click()
}

async function countGuests(page: Page): Promise<void> {
  await button(page, 'Add one child').click()
  await button(page, 'Add one little one').click()
  await button(page, 'Continue').click()
}

async function giveContact(page: Page, plan: Plan): Promise<void> {
  await page.getByLabel('Name').fill(plan.name)
  await page.getByLabel('E-mail').fill(plan.email)
  await page.getByLabel('Phone').fill(plan.phone)
  await button(page, 'Continue').click()
}

async function giveAddress(page: Page, plan: Plan): Promise<void> {
  await page.getByLabel('Street and number').fill(plan.street)
  await page.getByLabel('ZIP or postal code').fill('10001')
  await page.getByLabel('City').fill('Harbor')
  await page.getByLabel('State or region').fill('NY')
  await button(page, 'Continue').click()
}

async function tellWishes(page: Page): Promise<void> {
  await page.getByLabel('Allergies').fill('nuts, shellfish')
  await page.getByLabel('Wishes').fill('A birthday')
  await button(page, 'Continue').click()
}
