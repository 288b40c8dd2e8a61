import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { agent, bookAt, claim, inviteAgent, join } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { inspect, type Findings } from './browser/inspection.ts'

const service = await givenConsole()
const findings: Findings = { barriers: [], sideways: [] }
const complaints: string[] = []
const looked: string[] = []
const station = 'Harbor Station'

beforeAll(async () => {
  await lookAtTheDoor()
  await lookInside()
}, 300_000)

test('every page and dialog was looked at', () => {
  expect(looked).toHaveLength(29)
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
    await page.goto(`/console/${path}`)
    await page.getByRole('heading', { name: title }).waitFor()
    await look(page, path)
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
  const booking = await bookAt(service, { station, name: 'Ada Harbor' })
  await lookAtBookings(page, booking)
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
  await page.goto('/console/account/api-keys')
  await page.getByText('No API keys yet').waitFor()
  await look(page, 'no keys')
  await button(page, 'Create a key').click()
  const dialog = page.getByRole('dialog', { name: 'Create an API key' })
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByLabel('List bookings').check()
  await dialog.getByLabel('Only these stations').check()
  await dialog.getByRole('button', { name: /^Create/ }).click()
  await dialog.getByText('Tick at least one station').waitFor()
  await look(page, 'create key')
  await dialog.getByLabel('All stations').check()
  await dialog.getByRole('button', { name: /^Create/ }).click()
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

async function look(page: Page, name: string): Promise<void> {
  looked.push(name)
  await inspect(page, name, findings)
}
