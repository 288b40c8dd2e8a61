import { expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { claim, owner } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { linkIn, mailTo } from './browser/mails.ts'

const service = await givenConsole()

test('whoever is signed out comes to the sign-in, and the browser notes no error', async () => {
  await using visit = await service.visit()
  for (const path of ['/console', '/console/bookings?state=confirmed', '/console/account']) {
    await visit.page.goto(path)
    await visit.page.getByLabel('Password', { exact: true }).waitFor()
    expect(new URL(visit.page.url()).pathname).toBe('/console/sign-in')
  }
  expect(visit.complaints()).toEqual([])
}, 60_000)

test('an owner reads that no mail has reached their address, has one sent, and confirms it', async () => {
  await using office = await service.visit()
  const { page } = office
  await claim(page, service)
  await page.goto('/console/account')
  const warning = page.getByText('Your address is not confirmed yet')
  await warning.waitFor()
  await button(page, 'Send the mail again').click()
  await page.getByText('The mail is on its way').waitFor()
  const link = linkIn(await mailTo(service.mailbox, owner.email, /confirm your address/))
  await page.goto(link)
  await button(page, 'Confirm my address').click()
  await heading(page, 'Your address is confirmed').waitFor()
  await page.goto('/console/account')
  await page.getByText('Confirmed. You sign in with it.').waitFor()
  expect(await warning.count()).toBe(0)
  expect(office.complaints()).toEqual([])
}, 120_000)
