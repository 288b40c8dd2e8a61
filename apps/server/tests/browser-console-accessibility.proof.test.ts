import { testServer } from '@holdfast/testing/database'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { bookAsGuest } from './browser/booked.ts'
import { button, heading } from './browser/booking-questions.ts'
import { agent, bookAt, claim, inviteAgent, join } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { inspect, type Findings } from './browser/inspection.ts'
import { stockStudio } from './browser/stocked-studio.ts'
import { walkThroughStudio } from './browser/studio-walk.ts'

const { superuser } = await testServer()
const service = await givenConsole({
  PAY_BY_TRANSFER: 'Ember & Oak, IBAN DE02 1203',
  STORES_DATABASE_URL: `${superuser}postgres`,
})
const findings: Findings = { barriers: [], sideways: [] }
const complaints: string[] = []
const looked: string[] = []
const station = 'Harbor Station'

beforeAll(async () => {
  await lookAtTheDoor()
  await lookInside()
}, 600_000)

test('every page and dialog was looked at', () => {
  expect(looked).toHaveLength(61)
})

test('axe finds nothing on any page or dialog of the console, at 390 and 1440 px, light and dark', () => {
  expect(findings.barriers).toEqual([])
})

test('nothing in the console scrolls sideways at 320, 390, 820 or 1440 px', () => {
  expect(findings.sideways).toEqual([])
})

test('no page writes an error to the browser or asks for content that its policy refuses', () => {
  expect(complaints).toEqual([])
})

async function lookAtTheDoor(): Promise<void> {
  await using visit = await service.visit({ reducedMotion: 'reduce' })
  const { page } = visit
  for (const [path, title] of [
    ['sign-in', 'Sign in'],
    ['forgot-password', 'Choose a new password'],
    ['reset-password', 'This link is not complete'],
    ['verify-email', 'This link is not complete'],
  ] as const) {
    await open(page, path, page.getByRole('heading', { name: title }))
  }
  await page.goto(service.ownerLink)
  await button(page, 'Create my account').click()
  await page.getByText('Enter your name.').waitFor()
  await look(page, 'owner link with errors')
  // Nobody is signed in yet: the browser itself notes each answer that says so.
  complaints.push(...visit.complaints().filter((one) => !/status of 401/.test(one)))
}

async function lookInside(): Promise<void> {
  await using visit = await service.visit({ reducedMotion: 'reduce' })
  const { page } = visit
  await claim(page, service)
  await page.getByText('No dinners ahead').waitFor()
  await look(page, 'no bookings')
  await open(page, '', page.getByText('No dinners in the next two weeks'))
  for (const [path, words] of [
    ['payments', 'No payments yet'],
    ['failed-jobs', 'Nothing has failed'],
  ] as const) {
    await open(page, path, page.getByText(words))
  }
  const stocked = stockStudio(page, service)
  const booking = await bookAt(service, { station, name: 'Ada Harbor' })
  await lookAtBookings(page, booking)
  await lookAtDeeds(page, booking)
  await lookAtMoney(page)
  await lookAtTheMachine(page)
  await lookAtStores(page)
  await walkThroughStudio(page, await stocked, (name) => look(page, name))
  await lookAtStaff(page)
  await lookAtKeys(page)
  await lookAtAccount(page)
  complaints.push(...visit.complaints().filter((one) => !/status of 401/.test(one)))
}

async function lookAtBookings(page: Page, bookingId: string): Promise<void> {
  await page.goto('/console/bookings')
  await page.getByText('Ada Harbor').waitFor()
  await look(page, 'bookings')
  await page.setViewportSize({ width: 1440, height: 900 })
  await button(page, /^State:/).click()
  await page.getByRole('menuitemcheckbox', { name: 'No-show' }).waitFor()
  await look(page, 'states')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByLabel('Choose all on this page').check()
  await look(page, 'chosen')
  await page.setViewportSize({ width: 1440, height: 900 })
  await button(page, 'Cancel bookings').click()
  await page.getByRole('alertdialog').waitFor()
  await look(page, 'cancel many?')
  await page.goto(`/console/bookings/${bookingId}`)
  await button(page, 'Cancel booking').waitFor()
  await look(page, 'booking')
  await button(page, 'Cancel booking').click()
  await page.getByRole('alertdialog').waitFor()
  await look(page, 'cancel?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or go to' }).waitFor()
  await look(page, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await look(page, 'shortcuts')
  await page.goto('/console/nowhere')
  await page.getByText('There is no page at this address').waitFor()
  await look(page, 'no such page')
}

/** Every question that a booking can be asked; those of an evening that has not come stay closed. */
async function lookAtDeeds(page: Page, bookingId: string): Promise<void> {
  await page.goto(`/console/bookings/${bookingId}`)
  for (const name of ['Confirm', 'Change']) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await button(page, name).click()
    await page.getByRole('dialog').waitFor()
    await look(page, `${name}?`)
    if (name === 'Change') await page.keyboard.press('Escape')
    else await confirmIt(page)
  }
  await button(page, 'Reschedule').click()
  await page.getByRole('radio').first().waitFor({ state: 'attached' })
  await look(page, 'reschedule')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  await button(page, 'More steps').click()
  await page.getByRole('menuitem', { name: /Nobody was there/ }).waitFor()
  await look(page, 'more steps')
  await page.keyboard.press('Escape')
}

async function confirmIt(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('They pay on the evening.')
  await dialog.getByRole('button', { name: /^Confirm booking/ }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function lookAtMoney(page: Page): Promise<void> {
  const booked = await bookAsGuest(service)
  await booked.pay('bank_transfer')
  await page.goto('/console')
  await page.getByText(booked.reference).waitFor()
  await look(page, 'day')
  await page.goto('/console/payments')
  await page.getByText(booked.reference).waitFor()
  await look(page, 'payments')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('link', { name: new RegExp(booked.reference) }).click()
  await button(page, 'Confirm the money').waitFor()
  await look(page, 'payment')
  await button(page, 'Confirm the money').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Confirm/ }).click()
  await dialog.getByText('Say where you saw the money.').waitFor()
  await look(page, 'confirm the money?')
  await dialog.getByLabel('Where you saw it').fill('Bank statement, line 12')
  await dialog.getByRole('button', { name: /^Confirm/ }).click()
  await page.getByRole('heading', { name: 'Ledger' }).waitFor()
  await look(page, 'paid')
  await button(page, 'Give money back').click()
  await page
    .getByRole('alertdialog')
    .getByLabel(/^Amount/)
    .fill('5000')
  await page.getByRole('alertdialog').getByRole('button', { name: /^Give/ }).click()
  await page.getByText('At most $100.00 can go back.').waitFor()
  await look(page, 'give back?')
  await page.goto(`/console/bookings/${booked.id}`)
  await page.getByText('$100.00 of $100.00 paid').waitFor()
  await button(page, 'Cancel booking').click()
  await page.getByText('back to the guest').waitFor()
  await look(page, 'cancel with refund?')
}

async function lookAtTheMachine(page: Page): Promise<void> {
  await service.failAJob()
  await page.goto('/console/failed-jobs')
  await button(page, /^Discard/).waitFor()
  await page.getByText('What it was to do').click()
  await look(page, 'failed jobs')
  await button(page, /^Discard/).click()
  await page.getByRole('alertdialog').waitFor()
  await look(page, 'discard?')
  await page.goto('/console/audit-trail?type=booking')
  await page.getByText('Details').first().click()
  await look(page, 'audit trail')
  await page.goto('/console/mailbox')
  await page.getByRole('region', { name: 'List of mails' }).getByRole('link').first().waitFor()
  await look(page, 'mailbox')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('region', { name: 'List of mails' }).getByRole('link').first().click()
  await button(page, 'As text').click()
  await look(page, 'mail')
}

/** From the wish for a shop to its deletion; and all shops together. */
async function lookAtStores(page: Page): Promise<void> {
  await page.goto('/console/stores')
  await page.getByText('No stores yet').waitFor()
  await look(page, 'no stores')
  await button(page, 'Create a store').click()
  const dialog = page.getByRole('dialog', { name: 'Create a store' })
  await dialog.getByRole('button', { name: 'Create the store' }).click()
  await dialog.getByText('Give the store a name.').waitFor()
  await look(page, 'create store with errors')
  await dialog.getByLabel('Name').fill('Hafenwirtschaftsgenossenschaft Feinkost Nord')
  await dialog.getByRole('button', { name: 'Create the store' }).click()
  await page.getByText('It is open, and watched over.').waitFor()
  await button(page, 'Show the sign-in').click()
  await button(page, 'Show the logs').click()
  await page.getByRole('region', { name: 'Last lines of the logs' }).waitFor()
  await page.getByText('Details').first().click()
  await look(page, 'store')
  await button(page, 'Delete').click()
  await page.getByRole('alertdialog').waitFor()
  await look(page, 'delete store?')
  await page.goto('/console/stores')
  await page
    .getByRole('link', { name: /^Hafenwirtschaft/ })
    .first()
    .waitFor()
  await look(page, 'stores')
  await page.goto('/console/fleet')
  await page.getByRole('heading', { name: 'Who works on what' }).waitFor()
  await look(page, 'fleet')
}

async function lookAtStaff(page: Page): Promise<void> {
  const link = await inviteAgent(page, service, station)
  await look(page, 'staff')
  await button(page, 'Invite somebody').click()
  await page.getByRole('dialog', { name: 'Invite somebody' }).waitFor()
  await button(page, 'Send invitation').click()
  await page.getByText('Enter your e-mail address.').waitFor()
  await look(page, 'invite with errors')
  await lookAtTheInvited(link)
  await page.goto('/console/staff')
  await button(page, `Change role of ${agent.name}`).click()
  await page.getByRole('dialog', { name: `What ${agent.name} may do` }).waitFor()
  await look(page, 'change role')
  await page.keyboard.press('Escape')
  await button(page, `Remove ${agent.name}`).click()
  await page.getByRole('alertdialog').waitFor()
  await look(page, 'remove?')
  await page.goto('/console/staff/roles')
  await page.getByRole('table').waitFor()
  await look(page, 'roles')
}

async function lookAtTheInvited(link: string): Promise<void> {
  await using visit = await service.visit({ reducedMotion: 'reduce' })
  const { page } = visit
  await page.goto(link)
  await button(page, 'Create my account and join').waitFor()
  await look(page, 'invitation')
  await join(page, agent, 'Create my account and join')
  await page.goto('/console/staff')
  await page.getByText('You may not see the staff').waitFor()
  await look(page, 'forbidden')
}

async function lookAtKeys(page: Page): Promise<void> {
  await open(page, 'account/api-keys', page.getByText('No API keys yet'))
  await button(page, 'Create a key').click()
  const dialog = page.getByRole('dialog', { name: 'Create an API key' })
  const create = dialog.getByRole('button', { name: /^Create/ })
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByLabel('List bookings').check()
  await dialog.getByLabel('Only these stations').check()
  await create.click()
  await dialog.getByText('Tick at least one station').waitFor()
  await look(page, 'create key')
  await dialog.getByLabel('All stations').check()
  await create.click()
  await page.getByRole('dialog', { name: 'Your new key: Nightly export' }).waitFor()
  await look(page, 'key shown once')
  await page.goto('/console/account/api-keys')
  await button(page, 'Rotate Nightly export').waitFor()
  await look(page, 'keys')
  await button(page, 'Rotate Nightly export').click()
  await page.getByRole('dialog', { name: 'Rotate Nightly export' }).waitFor()
  await look(page, 'rotate?')
}

async function lookAtAccount(page: Page): Promise<void> {
  await page.goto('/console/account')
  await heading(page, 'Your account').waitFor()
  await button(page, /second factor|Set up|Turn on/i)
    .first()
    .waitFor()
  await look(page, 'account')
  await button(page, /Set up|Turn on/i)
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'second factor')
}

/** An empty page, by what it says then. */
async function open(page: Page, path: string, shown: Locator): Promise<void> {
  await page.goto(`/console/${path}`)
  await shown.waitFor()
  await look(page, path)
}

async function look(page: Page, name: string): Promise<void> {
  looked.push(name)
  await inspect(page, name, findings)
}
