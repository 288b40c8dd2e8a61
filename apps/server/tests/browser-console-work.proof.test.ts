import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { agent, bookAt, claim, inviteAgent, join, owner, signIn } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { smallTargets } from './browser/touch-targets.ts'

const service = await givenConsole()
const harbor = 'Harbor Station'
const guests = ['Ada Harbor', 'Bela Harbor', 'Cleo Harbor']
let invitation = ''

beforeAll(async () => {
  for (const name of guests) await bookAt(service, { station: harbor, name })
  await bookAt(service, { station: 'Canyon Station', name: 'Dora Canyon' })
  await using visit = await service.visit()
  await claim(visit.page, service)
  invitation = await inviteAgent(visit.page, service, harbor)
}, 120_000)

test('chosen bookings are cancelled after one question that counts them, and what could not be is named with why', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await cancelAlone(page, 'Ada Harbor')
  await page.goto('/console/bookings?when=all&q=Harbor')
  for (const name of guests) await page.getByLabel(`Choose ${name}`).check()
  await page.getByText('3 chosen').waitFor()
  await button(page, 'Cancel bookings').click()

  const dialog = page.getByRole('alertdialog', { name: 'Cancel 2 bookings?' })
  await dialog.getByText('1 of the 3 you chose cannot be cancelled:').waitFor()
  expect(await dialog.getByRole('list', { name: /cannot/ }).innerText()).toMatch(/Ada Harbor[^]*\./)
  await dialog.getByLabel('Reason').fill('The garden is under water.')
  await dialog.getByRole('button', { name: 'Cancel 2 bookings' }).click()
  const done = page.getByRole('alertdialog', { name: '2 bookings are cancelled' })
  expect(await done.getByRole('list', { name: 'Not cancelled:' }).innerText()).toContain('Ada')
  await done.getByRole('button', { name: 'Done' }).click()
  expect(await statesOf(page)).toEqual(['cancelled', 'cancelled', 'cancelled'])
}, 120_000)

test('several states are chosen together and stand in the address', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/bookings?when=all')
  await button(page, /^State:/).click()
  for (const name of ['Cancelled', 'On hold']) {
    await page.getByRole('menuitemcheckbox', { name }).click()
  }
  await page.waitForURL(/state=pending(,|%2C)cancelled/)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Ada Harbor/ }).waitFor()
  await page.getByRole('link', { name: /Dora Canyon/ }).waitFor()
  await page.reload()
  await button(page, 'State: On hold, Cancelled').waitFor()
}, 120_000)

test('the palette opens a booking without leaving a filter behind, and cancels, invites and makes keys', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.getByRole('link', { name: /Dora Canyon/ }).waitFor()
  await choose(page, 'Dora Canyon', /Dora Canyon/)
  await page.getByRole('heading', { name: 'Dora Canyon' }).waitFor()
  expect(new URL(page.url()).search).toBe('')

  await choose(page, 'cancel', /^Cancel booking/)
  const question = page.getByRole('alertdialog', { name: 'Cancel the dinner of Dora Canyon?' })
  await question.getByRole('button', { name: 'Keep booking' }).click()
  await choose(page, 'invite', 'Invite somebody')
  await page.getByRole('dialog', { name: 'Invite somebody' }).waitFor()
  await page.keyboard.press('Escape')
  await choose(page, 'create', 'Create a key')
  await page.getByRole('dialog', { name: 'Create an API key' }).waitFor()
}, 120_000)

test('“only these stations” without a station is refused in words, and nothing is sent', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/staff?asks=true')
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByLabel('E-mail').fill('nobody@example.com')
  await dialog.getByLabel('Only these stations').check()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await dialog.getByText('Tick at least one station').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await heading(page, 'Staff').waitFor()
  expect(await page.getByText('nobody@example.com').count()).toBe(0)
}, 120_000)

test('an agent of one station is offered neither other stations nor a way to the staff', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await page.goto(invitation)
  await join(page, agent, 'Create my account and join')
  await page
    .getByRole('search')
    .getByLabel(/Search by name/)
    .waitFor()
  expect(await page.getByRole('combobox', { name: 'Station' }).count()).toBe(0)
  await page.goto('/console/staff/roles')
  await page.getByRole('table').waitFor()
  expect(await page.getByRole('link', { name: 'Staff' }).count()).toBe(0)
}, 120_000)

test('on a phone all that is pressed at work can be hit with a finger', async () => {
  const viewport = { width: 390, height: 844 }
  await using visit = await service.visit({ viewport, hasTouch: true, isMobile: true })
  const { page } = visit
  await signIn(page, owner)
  await page.getByRole('link', { name: /Dora Canyon/ }).waitFor()
  const small = [...(await smallTargets(page))]
  await page.getByRole('link', { name: /Dora Canyon/ }).click()
  await button(page, 'Cancel booking').waitFor()
  small.push(...(await smallTargets(page)))
  await page.goto('/console/staff')
  await button(page, /^Withdraw|^Remove/)
    .first()
    .waitFor()
  small.push(...(await smallTargets(page)))
  expect(small).toEqual([])
}, 120_000)

/** Cancels a booking as one does it alone, from its own page. */
async function cancelAlone(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click()
  await button(page, 'Cancel booking').click()
  await button(page, /^Cancel booking H/).click()
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
}

/** Finds something in the palette and chooses it, by keyboard. */
async function choose(page: Page, text: string, option: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or go to' }).fill(text)
  await page.getByRole('option', { name: option }).first().click()
}

/** The states of the guests' bookings, as the service has them. */
async function statesOf(page: Page): Promise<readonly unknown[]> {
  const answer = await page.request.get('/api/v1/bookings?q=Harbor')
  const { items }: { readonly items: readonly { readonly state: string }[] } = await answer.json()
  return items.map(({ state }) => state)
}
