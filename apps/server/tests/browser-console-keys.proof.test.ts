import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { button } from './browser/booking-questions.ts'
import { claim, owner, signIn } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { ask } from './harness/ask.ts'

const service = await givenConsole()
const name = 'Nightly export'

beforeAll(async () => {
  await using visit = await service.visit()
  await claim(visit.page, service)
})

test('a key is rotated with time to change over: the new one is shown once, both work, and the old one ends when it is told to', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  const first = await createKey(page)
  expect(await statuses(first)).toEqual([200])

  const second = await rotate(page, 'Works for one more hour')
  expect(second).not.toBe(first)
  expect(await statuses(first, second)).toEqual([200, 200])
  await page.getByText(/^The old key works until .+ E[SD]T$/).waitFor()

  await page.reload()
  await button(page, `Rotate ${name}`).waitFor()
  expect(await page.content()).not.toContain(second)

  const third = await rotate(page, 'Stops working at once')
  expect(await statuses(first, second, third)).toEqual([401, 401, 200])
  expect(await page.getByText('The old key works until').count()).toBe(0)
}, 120_000)

test('whoever leaves the question alone keeps the key as it is', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  const key = await createKey(page, 'Reporting')
  await button(page, 'Rotate Reporting').click()
  const dialog = page.getByRole('dialog', { name: 'Rotate Reporting' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await statuses(key)).toEqual([200])
}, 120_000)

async function createKey(page: Page, called = name): Promise<string> {
  await page.goto('/console/account/api-keys')
  await button(page, 'Create a key').click()
  const dialog = page.getByRole('dialog', { name: 'Create an API key' })
  await dialog.getByLabel('Name').fill(called)
  await dialog.getByLabel('List bookings').check()
  await dialog.getByRole('button', { name: 'Create the key' }).click()
  return shownKey(page, called)
}

async function rotate(page: Page, oldKey: string): Promise<string> {
  await button(page, `Rotate ${name}`).click()
  const dialog = page.getByRole('dialog', { name: `Rotate ${name}` })
  await dialog.getByLabel('The old key').selectOption({ label: oldKey })
  await dialog.getByRole('button', { name: 'Rotate the key' }).click()
  return shownKey(page, name)
}

/** Reads the key where it is shown this once, and says that it is saved. */
async function shownKey(page: Page, called: string): Promise<string> {
  const dialog = page.getByRole('dialog', { name: `Your new key: ${called}` })
  const key = await dialog.locator('code').innerText()
  // No slip closes it.
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'I have saved it' }).click()
  await dialog.waitFor({ state: 'detached' })
  return key
}

/** What the API answers to a program with each of these keys. */
function statuses(...keys: readonly string[]): Promise<readonly number[]> {
  return Promise.all(
    keys.map(async (key) => {
      const headers = { authorization: `Bearer ${key}` }
      return (await ask(`${service.baseUrl}/api/v1/bookings`, { headers })).status
    }),
  )
}
