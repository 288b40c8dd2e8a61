import { testDatabase } from '@holdfast/testing/database'
import { afterAll, expect, test } from 'vitest'
import { claim, owner, signIn } from './browser/console-deeds.ts'
import { openBrowser } from './browser/open-browser.ts'
import { openVisit } from './browser/visit.ts'
import { printedToken } from './harness/owner.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

const database = await testDatabase()
const browser = await openBrowser()
afterAll(() => browser.close())

test('an owner buys credits on the provider’s page and sees them come, also where nobody did anything', async () => {
  await using service = await startHoldfast(database)
  const { baseUrl } = service
  await using here = await openVisit(browser, { baseURL: baseUrl })
  const { page } = here
  await claim(page, { ownerLink: `/console/owner#token=${printedToken(service.output())}` })
  await using elsewhere = await openVisit(browser, { baseURL: baseUrl })
  await signIn(elsewhere.page, owner)
  await elsewhere.page.goto('/console/credits')
  await elsewhere.page.getByText('Nothing has moved yet').waitFor()

  await page.goto('/console/credits')
  await page.getByRole('button', { name: 'Buy for $10.00: 100 credits' }).click()
  await page.getByRole('button', { name: 'Card' }).click()
  await page.waitForURL(/\/sandbox\//)
  await page.getByRole('button', { name: /^Pay/ }).first().click()
  await page.waitForURL(/\/console\/credits\?payment=/)
  await page.getByText('100 credits are yours').waitFor()
  await elsewhere.page.getByRole('cell', { name: /^Bought/ }).waitFor()

  await page.getByRole('button', { name: 'Correct the balance' }).click()
  await page.getByLabel('Credits', { exact: true }).fill('-30')
  await page.getByLabel('Reason').fill('Counted twice')
  await page.getByRole('button', { name: 'Correct it' }).click()
  await elsewhere.page.getByText('Counted twice').waitFor()
  expect(await page.getByLabel('Balance').textContent()).toContain('Available 70')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await saved).suggestedFilename()).toMatch(/^credits-.*\.csv$/)
}, 90_000)
