import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { testDatabase, testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { ask, type Json } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { claimOwnership, signIn, type Session } from './harness/owner.ts'
import { root, startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

const run = promisify(execFile)
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
const both = { HOLDFAST_MASTER_KEY: second, HOLDFAST_PREVIOUS_MASTER_KEYS: first }

test('keys rotated beside a busy service: the old one is taken away, and nobody is lost', async () => {
  const { appUrl, ownerUrl } = await testDatabase()
  const urls = { appUrl, ownerUrl }
  const shops = { STORES_DATABASE_URL: `${(await testServer()).superuser}postgres` }
  let shop = ''
  let signingIn: Json = {}
  const people = Array.from({ length: 6 }, (_, index) => `rotated-${index}@example.com`)
  {
    await using holdfast = await startHoldfast({
      ...urls,
      env: { ...shops, HOLDFAST_MASTER_KEY: first },
    })
    const owner = await claimOwnership(holdfast)
    await askForNoDeposit(holdfast, owner)
    shop = await makeShop(holdfast, owner)
    signingIn = await secretsOf(shop, holdfast, owner)
    for (const [index, email] of people.entries()) await book(holdfast, email, 10 + index)
  }
  {
    await using holdfast = await startHoldfast({ ...urls, env: both })
    const owner = await signIn(holdfast.baseUrl)
    const rotation = { isDone: false }
    const busy = (async () => {
      for (let day = 30; !rotation.isDone; day++)
        await book(holdfast, `new-${day}@example.com`, day)
    })()
    const again = people.map((email, index) => book(holdfast, email, 60 + index))
    const rotate = await rotateKeys(urls)
    rotation.isDone = true
    await Promise.all([busy, ...again])
    expect(rotate).toMatch(/Under the current key now: [6-9]\d* customers/)
    // Again, it finds nothing left to do.
    expect(await rotateKeys(urls)).toContain(
      '0 customers, 0 second factors, 0 notes, 0 webhooks and the secrets of 0 shops',
    )
    expect(rotate).toContain('the secrets of 1 shop')
    for (const email of people) expect(await bookingsOf(holdfast, owner, email)).toBe(2)
  }
  await using holdfast = await startHoldfast({ ...urls, env: { HOLDFAST_MASTER_KEY: second } })
  // Sessions are signed by the old key: people sign in again.
  const operator = await signIn(holdfast.baseUrl)
  for (const email of people) expect(await bookingsOf(holdfast, operator, email)).toBe(2)
  expect(await secretsOf(shop, holdfast, operator)).toEqual(signingIn)
  await book(holdfast, people[0] ?? '', 90)
  expect(await bookingsOf(holdfast, operator, people[0] ?? '')).toBe(3)
}, 120_000)

async function makeShop({ baseUrl }: Holdfast, as: Session): Promise<string> {
  const stores = `${baseUrl}/api/v1/stores`
  const headers = { ...as, 'idempotency-key': '0199f0aa-5d1c-7c1e-8d3f-000000000001' }
  const body = { name: 'Pier 9 Provisions', engine: 'shop' }
  const { json } = await ask(stores, { method: 'POST', headers, body })
  const id = String(json['store']?.['id'])
  await eventually(
    async () => {
      const shown = await ask(`${stores}/${id}`, { headers: as })
      expect(shown.json['phase']).toBe('ready')
    },
    { withinMs: 60_000 },
  )
  return id
}

/** How to sign in behind the counter of a shop, where its secrets can be opened. */
async function secretsOf(id: string, { baseUrl }: Holdfast, headers: Session): Promise<Json> {
  const url = `${baseUrl}/api/v1/stores/${id}/secrets`
  const { status, json } = await ask(url, { method: 'POST', headers })
  expect([status, json['password']]).toEqual([200, expect.any(String)])
  return json
}

async function rotateKeys(urls: { readonly appUrl: string; readonly ownerUrl: string }) {
  const { stdout } = await run('node', [`${root}/apps/server/src/cli/main.ts`, 'rotate-keys'], {
    cwd: root,
    env: {
      ...process.env,
      HOLDFAST_PROOFS: undefined,
      NODE_ENV: 'test',
      DATABASE_URL: urls.appUrl,
      DATABASE_OWNER_URL: urls.ownerUrl,
      ...both,
    },
  })
  return stdout
}

/** So that whoever books twice does not hold two times. */
async function askForNoDeposit({ baseUrl }: Holdfast, headers: Session): Promise<void> {
  const { stationId } = await findFreeSlot(baseUrl)
  const body = { deposit: 0 }
  const url = `${baseUrl}/api/v1/stations/${stationId}`
  expect((await ask(url, { method: 'PATCH', body, headers })).status).toBe(200)
}

async function book({ baseUrl }: Holdfast, email: string, days: number): Promise<void> {
  const slot = await findFreeSlot(baseUrl, { days })
  const contact = { name: `Guest ${email}`, email, phone: '+1 415 555 2671' }
  const venue = { line1: `${email} Lane`, city: 'Harbor', postalCode: '10001', country: 'US' }
  const body = bookingFor(slot, { contact, venue })
  const answer = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body })
  expect([answer.status, answer.text]).toEqual([201, expect.anything()])
}

/** How many bookings a customer shows who is found by their address. */
async function bookingsOf({ baseUrl }: Holdfast, as: Session, email: string): Promise<number> {
  const api = `${baseUrl}/api/v1/customers`
  const found = await ask(`${api}?email=${encodeURIComponent(email)}`, { headers: as })
  const items = Object.values<Json>(found.json['items'] ?? {})
  expect(items).toHaveLength(1)
  const shown = await ask(`${api}/${String(items[0]?.['id'])}`, { headers: as })
  expect(shown.json['email']).toBe(email)
  return Number(shown.json['bookings'])
}
