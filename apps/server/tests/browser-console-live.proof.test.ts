import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@holdfast/testing/database'
import type { Page } from 'playwright-core'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { bookAt, claim, owner, signIn } from './browser/console-deeds.ts'
import { openBrowser } from './browser/open-browser.ts'
import { openVisit } from './browser/visit.ts'
import { printedToken } from './harness/owner.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

const station = 'Harbor Station'
const database = await testDatabase()
const browser = await openBrowser()
const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-live-'))
afterAll(async () => {
  await browser.close()
  await rm(dataFolder, { recursive: true, force: true })
})

test('a booking that is made elsewhere appears without a reload, also after the service was restarted', async () => {
  const port = await freePort()
  const start = () => startHoldfast({ ...database, dataFolder, env: { PORT: String(port) } })
  let service: Holdfast = await start()
  onTestFinished(() => service[Symbol.asyncDispose]())
  const { baseUrl } = service
  await using visit = await openVisit(browser, { baseURL: baseUrl })
  const { page } = visit
  await page.clock.install()
  await claim(page, { ownerLink: `/console/owner#token=${printedToken(service.output())}` })
  const lists: string[] = []
  page.on('request', (request) => {
    if (/\/bookings\?/.test(request.url())) lists.push(request.url())
  })
  await page.goto('/console/bookings?when=all')
  const row = (name: string) => page.getByText(name).first()
  await bookAt({ baseUrl }, { station, name: 'Ada Live' })
  await row('Ada Live').waitFor()

  await page.evaluate('globalThis.isSamePage = true')
  await service[Symbol.asyncDispose]()
  service = await start()
  await bookAt({ baseUrl }, { station, name: 'Bela Live' })
  await row('Bela Live').waitFor()
  expect(await page.evaluate('globalThis.isSamePage')).toBe(true)

  // Connected, it asks for nothing: not even after the minute of those who are not.
  await allTold(page, 'Ember & Ash')
  const asked = lists.length
  await page.clock.fastForward(61_000)
  await allTold(page, 'Ember & Oak')
  expect(lists.length).toBe(asked)
}, 120_000)

test('an open booking says at once what became of it elsewhere', async () => {
  await using service = await startHoldfast({ ...database, dataFolder })
  const { baseUrl } = service
  await using here = await openVisit(browser, { baseURL: baseUrl })
  await using elsewhere = await openVisit(browser, { baseURL: baseUrl })
  await signIn(here.page, owner)
  await signIn(elsewhere.page, owner)
  for (const { page } of [here, elsewhere]) {
    await page.goto('/console/bookings?when=all')
    await page.getByText('Ada Live').first().click()
    await page.getByRole('button', { name: 'Cancel booking' }).waitFor()
  }
  await elsewhere.page.getByRole('button', { name: 'Cancel booking' }).click()
  const dialog = elsewhere.page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').fill('The garden is under water.')
  await dialog.getByRole('button', { name: /^Cancel (the )?booking/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await here.page.getByRole('region', { name: 'Booking' }).getByText('Cancelled').first().waitFor()
}, 120_000)

test('who signs in again above the page follows again', async () => {
  await using service = await startHoldfast({ ...database, dataFolder })
  const { baseUrl } = service
  await using visit = await openVisit(browser, { baseURL: baseUrl })
  const { page, context } = visit
  await signIn(page, owner)
  await page.goto('/console/bookings?when=all')
  await page.getByText('Ada Live').first().waitFor()
  await page.evaluate(`fetch('/api/v1/sign-out', { method: 'POST' })`)
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await dialog.getByLabel('Password', { exact: true }).fill(owner.password)
  const followed = page.waitForRequest(/\/api\/v1\/events/)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await followed
  await bookAt({ baseUrl }, { station, name: 'Cleo Live' })
  await page.getByText('Cleo Live').first().waitFor()
  expect(context.pages()).toHaveLength(1)
}, 120_000)

test('who changes their password goes on following, with the session that takes the place of the other', async () => {
  await using service = await startHoldfast({ ...database, dataFolder })
  const { baseUrl } = service
  await using visit = await openVisit(browser, { baseURL: baseUrl })
  const { page } = visit
  await signIn(page, owner)
  const followed = page.waitForRequest(/\/api\/v1\/events/)
  await page.goto('/console/account')
  await followed
  const followedAgain = page.waitForRequest(/\/api\/v1\/events/)
  await page.getByLabel('Current password', { exact: true }).fill(owner.password)
  await page.getByLabel('New password', { exact: true }).fill('a longer and louder morning')
  await page.getByRole('button', { name: 'Change password' }).click()
  await followedAgain
  await page.getByRole('link', { name: 'Bookings' }).click()
  await page.getByText('Bela Live').first().waitFor()
  await bookAt({ baseUrl }, { station, name: 'Dana Live' })
  await page.getByText('Dana Live').first().waitFor()
}, 120_000)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Renames the business and waits until the page has asked what it is called: events come in their
 * order, so the page has heard of everything before by then, and asked for what that changed.
 */
async function allTold(page: Page, name: string): Promise<void> {
  const heard = page.waitForResponse(async (response) => {
    if (!response.url().endsWith('/api/v1/me')) return false
    const { organisation } = await response.json()
    return organisation.name === name
  })
  await page.evaluate(
    `fetch('/api/v1/organisation', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify({ name }))},
    })`,
  )
  await heard
}
