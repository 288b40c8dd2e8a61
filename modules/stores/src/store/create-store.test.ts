import { newId } from '@holdfast/kernel/ids'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { anOwner, givenApi, type Answer } from '../fixtures/given-api.ts'
import { hostileNames } from '../fixtures/hostile-names.ts'

/** As many ids from now on end the same way. */
let alike = 0
const ids = () => (alike-- > 0 ? newId().replace(/.{6}$/, 'aaaaaa') : newId())
const { ask, aStore, database } = await givenApi({
  usualQuota: 10,
  regions: ['local', 'north'],
  ids,
})

const body = { name: 'Pier 9 Provisions', engine: 'paper' }

function statuses(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counted = Object.groupBy(answers, ({ status, code }) => code ?? String(status))
  return Object.fromEntries(
    Object.entries(counted).map(([name, some]) => [name, some?.length ?? 0]),
  )
}

async function storesOf(organisationId: string) {
  return database.kysely
    .selectFrom('stores.store')
    .where('organisation_id', '=', organisationId)
    .selectAll()
    .execute()
}

test('a wish is answered at once, with the store and the operation that make it', async () => {
  const as = anOwner()
  const { status, json } = await ask('POST', '/stores', { as, body, key: newId() })
  expect(status).toBe(202)
  expect(json.store).toMatchObject({ ...body, plan: 'small', region: 'local', version: '2.0.0' })
  expect(json.store).toMatchObject({ phase: 'requested', desired: 'running', url: null })
  expect(json.operation).toMatchObject({ storeId: json.store.id, kind: 'create', state: 'queued' })
  const shown = await ask('GET', `/stores/${json.store.id}`, { as })
  expect(shown.json.steps.map(({ name, state }: Record<string, string>) => [name, state])).toEqual(
    ['secrets', 'release', 'verify'].map((name) => [name, 'pending']),
  )
  expect(shown.json).toMatchObject({ can: ['cancel', 'delete'], lastEvent: 1, leftovers: [] })
  expect((await ask('GET', `/operations/${json.operation.id}`, { as })).json).toEqual(
    json.operation,
  )
})

test('50 equal wishes under one key at once: one store, one operation, equal answers', async () => {
  const as = anOwner()
  const key = newId()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask('POST', '/stores', { as, body, key })),
  )
  expect(statuses(answers)).toEqual({ 202: 50 })
  expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1)
  expect(await storesOf(as.organisationId)).toHaveLength(1)
  const other = await ask('POST', '/stores', { as, key, body: { ...body, name: 'Pier 10' } })
  expect([other.status, other.code]).toEqual([422, 'idempotency.mismatch'])
  expect(await storesOf(as.organisationId)).toHaveLength(1)
})

test('of 50 different wishes at once exactly as many are granted as the organisation may have', async () => {
  const as = anOwner()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      ask('POST', '/stores', { as, key: newId(), body: { ...body, name: `Pier ${index}` } }),
    ),
  )
  expect(statuses(answers)).toEqual({ 202: 10, 'stores.quotaExceeded': 40 })
  expect(await storesOf(as.organisationId)).toHaveLength(10)
  expect((await ask('GET', '/quota', { as })).json).toEqual({ limit: 10, used: 10 })
  // Somebody else's room is their own.
  const other = await ask('POST', '/stores', { as: anOwner(), key: newId(), body })
  expect(other.status).toBe(202)
})

test('a number of its own goes before the usual one', async () => {
  const as = anOwner()
  await database.kysely
    .insertInto('stores.quota')
    .values({ organisation_id: as.organisationId, stores: 1 })
    .execute()
  await aStore(as)
  const { code } = await ask('POST', '/stores', { as, key: newId(), body })
  expect(code).toBe('stores.quotaExceeded')
})

test('stores of one name, asked for at once, have slugs of their own', async () => {
  const people = Array.from({ length: 20 }, () => anOwner())
  await Promise.all(people.map((as) => aStore(as, 'The Same Name')))
  const slugs = await database.kysely
    .selectFrom('stores.store')
    .where('name', '=', 'The Same Name')
    .select('slug')
    .execute()
  expect(slugs).toHaveLength(20)
  const tails = slugs.map(({ slug }) => slug.replace(/^the-same-name/, ''))
  expect(tails.filter((tail) => tail === '')).toHaveLength(1)
  expect(tails.filter((tail) => /^-[0-9a-f]{6}$/.test(tail))).toHaveLength(19)
})

test('a slug that is taken, and those by chance that are taken as well, make no wish fail', async () => {
  const slugs: string[] = []
  for (const endsAlike of [0, 99, 7]) {
    alike = endsAlike
    const { json } = await ask('POST', '/stores', {
      as: anOwner(),
      key: newId(),
      body: { ...body, name: 'Twin' },
    })
    slugs.push(json.store.slug)
  }
  alike = 0
  expect(slugs).toEqual(['twin', 'twin-aaaaaa', expect.stringMatching(/^twin-[0-9a-f]{6}$/)])
  expect(new Set(slugs).size).toBe(3)
})

describe('a name is text and nothing else', () => {
  const names = hostileNames.slice(0, proofSize({ reduced: 8, full: hostileNames.length }))
  test.each(names)('%j comes back as it is', async (name) => {
    const as = anOwner()
    const { status, json } = await ask('POST', '/stores', {
      as,
      key: newId(),
      body: { ...body, name },
    })
    expect(status).toBe(202)
    // Marks that would make it show something else than it says are not part of it.
    const shown = name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    expect(json.store.name).toBe(shown)
    const listed = await ask('GET', '/stores', { as })
    expect(listed.json.items.map((store: { readonly name: string }) => store.name)).toEqual([shown])
    expect(json.store.slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/)
    // It is shown where the store is, and not written down anywhere else.
    const { rows } = await sql<{ readonly told: string }>`
      select data::text || message as told from stores.event
        where store_id = ${json.store.id}
      union all select data::text from kernel.event where subject = ${json.store.id}`.execute(
      database.kysely,
    )
    expect(rows).toHaveLength(2)
    expect(rows.filter(({ told }) => told.includes(shown))).toEqual([])
  })

  test('control characters are no part of it, and a name of nothing else is none', async () => {
    const as = anOwner()
    const wish = (name: string) =>
      ask('POST', '/stores', { as, key: newId(), body: { ...body, name } })
    expect((await wish('Pier\u0007 9\u001b[31m')).json.store.name).toBe('Pier 9[31m')
    expect((await wish('\u0000\u0007')).code).toBe('request.invalid')
    expect((await wish('x'.repeat(81))).code).toBe('request.invalid')
  })
})

test.each([
  [{ engine: 'woocommerce' }, 422, 'stores.unknownEngine'],
  [{ engine: '../etc' }, 422, 'request.invalid'],
  [{ region: 'south' }, 422, 'stores.unknownRegion'],
  [{ plan: 'giant' }, 422, 'request.invalid'],
  [{ version: '1.0.0' }, 422, 'request.invalid'],
])('%j is refused and leaves nothing', async (wrong, status, code) => {
  const as = anOwner()
  const answer = await ask('POST', '/stores', { as, key: newId(), body: { ...body, ...wrong } })
  expect([answer.status, answer.code]).toEqual([status, code])
  expect(await storesOf(as.organisationId)).toEqual([])
})

test('without a key no store is asked for', async () => {
  const { status, code } = await ask('POST', '/stores', { as: anOwner(), body })
  expect([status, code]).toEqual([400, 'idempotency.keyMissing'])
})
