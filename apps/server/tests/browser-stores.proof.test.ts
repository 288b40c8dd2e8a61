import { readdir, readFile } from 'node:fs/promises'
import { testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { claim } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'

const { superuser } = await testServer()
const service = await givenConsole({ STORES_DATABASE_URL: `${superuser}postgres` })

const shop = 'Pier 9 Provisions'
/** A name that shells and templates would read; here it is a name. */
const inert = 'Test; rm -rf / $(id) {{ .Values }}'

test('a shop is created, watched until it is ready, bought in and deleted, and nothing is left of it', async () => {
  await using visit = await service.visit()
  const { page, context } = visit
  await claim(page, service)
  await page.getByRole('link', { name: 'Stores' }).click()
  await page.getByText('No stores yet').waitFor()
  const id = await create(page, shop)

  // Watched without a reload: steps go by, the last of them opens the address.
  const steps = page.getByRole('region', { name: 'Steps' })
  await steps.getByText('Open its address').waitFor()
  await page.getByText('It is open, and watched over.').waitFor()
  const all = await steps.getByRole('progressbar').getAttribute('aria-valuemax')
  await steps.getByText(`${all} of ${all}`, { exact: false }).waitFor()
  await expectEvents(page)
  await seeSignIn(page)

  const front = context.waitForEvent('page')
  await page.getByRole('link', { name: /^Open pier-9-provisions/ }).click()
  await buySomething(await front)

  // While somebody looks at another page, they are told.
  const other = await createElsewhere(page)
  await page.getByText(`${inert} is ready`).waitFor()
  expect(other).not.toBe(id)

  await page.goto(`/console/stores/${id}`)
  await deleteIt(page, shop)
  await page.getByText('Nothing is left of it').waitFor()
  expect(await processesOf(id)).toEqual([])
  await page.goto('/console/stores')
  await page.getByRole('link', { name: inert, exact: true }).waitFor()
  await page.getByText('1 of 10 stores').waitFor()
  expect(await page.getByRole('link', { name: shop, exact: true }).count()).toBe(0)
  expect(visit.complaints()).toEqual([])
}, 120_000)

/** Fills the form and presses twice, as the impatient do; gives the id of the one store. */
async function create(page: Page, name: string): Promise<string> {
  await button(page, 'Create a store').click()
  const dialog = page.getByRole('dialog', { name: 'Create a store' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create the store' }).dblclick()
  await heading(page, name).waitFor()
  return page.url().split('/').at(-1) ?? ''
}

/** Creates one and leaves its page at once. */
async function createElsewhere(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Stores' }).first().click()
  const id = await create(page, inert)
  await page.getByRole('link', { name: 'Bookings' }).click()
  await heading(page, 'Bookings').waitFor()
  return id
}

async function expectEvents(page: Page): Promise<void> {
  const events = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem')
  await events.first().waitFor()
  // What went well is in a line.
  await events
    .getByText(/^\d+ steps went well/)
    .first()
    .waitFor()
  const numbers = async () =>
    (await events.getByText(/number \d+/).allTextContents()).map((text) =>
      Number(/number (\d+)/.exec(text)?.[1]),
    )
  // From the first to the last, each once, whether it was read or told.
  await eventually(async () => {
    const seen = await numbers()
    expect(seen.length).toBeGreaterThan(8)
    expect(seen).toEqual(seen.map((_, index) => seen.length - index))
  })
}

async function seeSignIn(page: Page): Promise<void> {
  await button(page, 'Show the sign-in').click()
  const section = page.getByRole('region', { name: 'Administrator' })
  await section.getByText(/@/).waitFor()
  expect(await section.locator('code').last().innerText()).toMatch(/^\S{12,}$/)
  await button(page, 'Hide it').click()
  await button(page, 'Show the sign-in').waitFor()
  expect(await section.locator('code').count()).toBe(0)
}

async function buySomething(front: Page): Promise<void> {
  await front.getByRole('heading', { level: 1, name: shop }).waitFor()
  await front.locator('a.card').first().click()
  await front.getByRole('button', { name: /^Add to cart/ }).click()
  await front.getByRole('link', { name: 'Check out' }).click()
  await front.getByLabel('Your name').fill('Ada Guest')
  await front.getByLabel('E-mail').fill('ada@example.com')
  await front.getByLabel('Address').fill('1 Pier Street, Harbor')
  await front.getByRole('button', { name: /^Pay / }).click()
  await front.getByRole('heading', { level: 1, name: 'Thank you, Ada Guest' }).waitFor()
  await front.close()
}

/** It has to be named; a slip does nothing, and who goes back is where they were. */
async function deleteIt(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('alertdialog')
  await button(page, 'Delete').press('Enter')
  await dialog.getByRole('textbox').press('Escape')
  await eventually(async () => {
    expect(await page.locator(':focus').allTextContents()).toEqual([
      expect.stringContaining('Delete'),
    ])
  })
  await page.keyboard.press('Enter')
  await dialog.getByRole('textbox').fill('Pier 8')
  await dialog.getByRole('button', { name: 'Delete the store' }).click()
  await dialog.getByText('That is not what it is called.').waitFor()
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Delete the store' }).click()
  await dialog.waitFor({ state: 'detached' })
  // The button that opened it goes as well: the focus is with what is there instead, not nowhere.
  await eventually(async () => {
    expect(await button(page, 'Delete').count()).toBe(0)
    expect(await page.locator('main:focus').count()).toBe(1)
  })
}

/** What runs for a store on this machine, by what stands in the arguments. */
async function processesOf(id: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return lines.filter((line) => line.includes(`--store=${id}`))
}
