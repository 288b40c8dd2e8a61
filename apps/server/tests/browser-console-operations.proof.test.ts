import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { bookAsGuest, type Booked } from './browser/booked.ts'
import { claim, owner, signIn } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { inspect, type Findings } from './browser/inspection.ts'
import { mailTo } from './browser/mails.ts'

const service = await givenConsole({ PAY_BY_TRANSFER: 'Ember & Oak, IBAN DE02 1203' })
const account = 'Bank statement of 6 May, line 12'

beforeAll(async () => {
  await using visit = await service.visit()
  await claim(visit.page, service)
}, 120_000)

test('the deposit of a cancelled dinner is previewed, and its way back is seen in the booking, the payments and the audit trail', async () => {
  const booked = await bookAsGuest(service)
  await payByCard(booked)
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await openPaid(page, booked.id)
  await button(page, 'Cancel booking').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('$100.00 back to the guest').waitFor()
  await dialog.getByLabel('Nothing').check()
  await dialog.getByText('$0.00 back to the guest').waitFor()
  await dialog.getByRole('button', { name: /^Cancel booking H/ }).click()
  await dialog.getByText('Say why, for your colleagues.').waitFor()
  await dialog.getByLabel('As the policy says').check()
  await dialog.getByText('$100.00 back to the guest').waitFor()
  await dialog.getByRole('button', { name: /^Cancel booking H/ }).click()
  await dialog.waitFor({ state: 'detached' })

  await shownAtLast(page, page.getByText('$100.00 given back', { exact: false }))
  await page.getByRole('heading', { name: 'Refunds' }).waitFor()
  await page.getByText('The booking was cancelled').waitFor()
  await page.getByRole('link', { name: 'Open the payment' }).click()
  await heading(page, 'Payments').waitFor()
  await page.getByText('All of it was given back already.').first().waitFor({ state: 'attached' })
  await page.getByRole('heading', { name: 'Ledger' }).waitFor()

  await page.goto(`/console/audit-trail?id=${booked.id}`)
  await page.getByText('payment.refunded').waitFor()
  await page.getByText('Cancelled by you').waitFor()
  await page.goto(`/console/audit-trail?id=${booked.reference}`)
  await page.getByText('payment.refunded').waitFor()
  await page
    .getByRole('link', { name: new RegExp(booked.reference) })
    .first()
    .waitFor()
  // The news of the cancellation may be there before its answer: the open dialog then asks once more
  // what would go back, and the browser itself notes that the service has nothing to say to that.
  expect(visit.complaints().filter((one) => !/status of 409/.test(one))).toEqual([])
}, 180_000)

test('a transfer is confirmed by who saw the money, with where they saw it, and confirms the booking', async () => {
  const booked = await bookAsGuest(service)
  const { reference } = await booked.pay<{ reference: string }>('bank_transfer')
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/payments?show=byHand')
  await page.getByRole('link', { name: new RegExp(booked.reference) }).click()
  await page.getByText(reference).first().waitFor()
  await button(page, 'Confirm the money').click()
  const dialog = page.getByRole('dialog', { name: 'Have you seen $100.00?' })
  await dialog.getByRole('button', { name: 'Confirm $100.00' }).click()
  await dialog.getByText('Say where you saw the money.').waitFor()
  await dialog.getByLabel('Where you saw it').fill(account)
  await dialog.getByRole('button', { name: 'Confirm $100.00' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('The money is here.').waitFor()
  await page.getByText('Seen by you').waitFor()

  const payment = page.getByRole('region', { name: 'Payment', exact: true })
  await payment.getByRole('link', { name: /^Deposit for booking/ }).click()
  await shownAtLast(page, page.getByText('The dinner will take place.'))
  expect(visit.complaints()).toEqual([])
}, 120_000)

test('a mail that could not be kept lies among the failed jobs, and is there after it is tried again', async () => {
  const mailbox = join(service.dataFolder, 'mailbox')
  const aside = join(service.dataFolder, 'mailbox-aside')
  // No folder, no mail: a file stands in its place.
  await rename(mailbox, aside)
  await writeFile(mailbox, '')
  const booked = await bookAsGuest(service)
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/failed-jobs')
  const failed = page.getByRole('listitem').filter({ hasText: 'bookings.sendMail' })
  await shownAtLast(page, failed.first())
  await failed.first().getByText('What it was to do').click()
  await failed.first().getByRole('region').getByText(booked.id).waitFor()
  await page.goto('/console')
  await page.getByText('could not be done').waitFor()

  await rm(mailbox)
  await rename(aside, mailbox)
  await page.getByRole('link', { name: 'See what failed' }).click()
  await page
    .getByRole('button', { name: /^Try again/ })
    .first()
    .click()
  await page.getByText('Nothing has failed').waitFor()
  await mailTo(service.mailbox, booked.email, /./)
  expect(visit.complaints()).toEqual([])
}, 120_000)

test('a customer is found, noted about and exported, is not erased while a dinner is to come, and then is, with what was typed checked', async () => {
  const booked = await bookAsGuest(service)
  await using visit = await service.visit({ reducedMotion: 'reduce' })
  const { page } = visit
  const findings: Findings = { barriers: [], sideways: [] }
  await signIn(page, owner)
  await page.goto('/console/customers?show=all')
  await page.getByLabel('Search by name, full e-mail').fill(booked.email)
  const list = page.getByRole('region', { name: 'List of customers' })
  await expect.poll(() => list.getByRole('link').count()).toBe(1)
  await inspect(page, 'customers', findings)
  await page.setViewportSize({ width: 1440, height: 900 })
  await list.getByRole('link').click()
  await page.getByText(booked.email).waitFor()
  await page.getByLabel('Add a note').fill('Prefers the garden.')
  await button(page, 'Add the note').click()
  await page.getByText('Prefers the garden.').first().waitFor()
  await inspect(page, 'customer', findings)
  await page.setViewportSize({ width: 1440, height: 900 })
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Export').click()])
  const held = await readFile(await file.path(), 'utf8')
  for (const part of [booked.email, booked.reference, 'Prefers the garden.']) {
    expect(held).toContain(part)
  }
  await button(page, 'Erase').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: /^Erase/ }).click()
  await dialog.getByText('That is not them.').waitFor()
  await inspect(page, 'erase?', findings)
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByLabel(/^Type their name/).fill(booked.reference.toLowerCase())
  await dialog.getByRole('button', { name: /^Erase/ }).click()
  await dialog.getByText(`Cancel ${booked.reference}, or wait`).waitFor()
  await booked.cancel()
  await dialog.getByRole('button', { name: /^Erase/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Nobody with').waitFor()
  await page.goto(`/console/bookings/${booked.id}`)
  await page.getByText('Whoever booked was erased for ever').waitFor()
  expect(findings).toEqual({ barriers: [], sideways: [] })
  // The browser itself notes what is refused, and what is gone.
  expect(visit.complaints().filter((one) => !/status of (409|410)/.test(one))).toEqual([])
}, 120_000)

test('the owner reads a mail in the mailbox, as it looks and as text', async () => {
  const booked = await bookAsGuest(service)
  const { subject } = await mailTo(service.mailbox, booked.email, /./)
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/mailbox')
  await page.getByLabel('Search by address or subject').fill(booked.email)
  await expect
    .poll(() => page.getByRole('region', { name: 'List of mails' }).getByRole('link').count())
    .toBe(1)
  await page.getByRole('link', { name: subject }).click()
  const frame = page.frameLocator(`iframe[title="Mail: ${subject}"]`)
  await frame.getByText(booked.reference).first().waitFor()
  await button(page, 'As text').click()
  expect(await page.locator('article pre').innerText()).toContain(booked.reference)
  expect(visit.complaints()).toEqual([])
}, 120_000)

/** Pays on the sandbox's page, as a guest would. */
async function payByCard(booked: Booked): Promise<void> {
  await using guest = await service.visit()
  const { page } = guest
  const { url } = await booked.pay<{ url: string }>('card')
  await page.goto(url)
  await button(page, 'Pay $100.00').click()
  await eventually(async () => expect(await booked.state()).toBe('confirmed'), {
    withinMs: 20_000,
    everyMs: 200,
  })
}

async function openPaid(page: Page, bookingId: string): Promise<void> {
  await page.goto(`/console/bookings/${bookingId}`)
  await page.getByText('$100.00 of $100.00 paid').waitFor()
}

/** Looks again until it is there, as somebody does who waits for work behind the page. */
async function shownAtLast(page: Page, wanted: ReturnType<Page['getByText']>): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload()
        return wanted
          .first()
          .waitFor({ timeout: 3_000 })
          .then(
            () => true,
            () => false,
          )
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBe(true)
}
