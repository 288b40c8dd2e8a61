import { newId } from '@holdfast/kernel/ids'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { fleetRoutes, storeRoutes } from '../contract.ts'
import { bringToPhase } from '../fixtures/bring-to-phase.ts'
import { anOwner, givenApi } from '../fixtures/given-api.ts'
import { paperEngine } from '../fixtures/paper-engine.ts'

const platform = anOwner()
const logs = async ({ name }: { readonly name: string }) => {
  if (name === 'Broken') throw new Error('the disk is gone')
  return `${'line\n'.repeat(3)}${name}`
}
const { ask, aStore, database } = await givenApi({
  usualQuota: 100,
  platformOrganisationId: platform.organisationId,
  engines: [paperEngine({ logs })],
})

interface Named {
  readonly name: string
}
const namesIn = (json: { readonly items: readonly Named[] }) => json.items.map(({ name }) => name)

describe('a store of another organisation is not there', () => {
  const routes = [...Object.values(storeRoutes), ...Object.values(fleetRoutes)]
  const ofOne = routes.filter(({ path }) => path.includes('/:id'))

  test.each(ofOne.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const [owner, stranger] = [anOwner(), anOwner()]
      const id = await aStore(owner)
      const { json: store } = await ask('GET', `/stores/${id}`, { as: owner })
      const subject = route.path.startsWith('/operations') ? store.operation.id : id
      const body = route.method === 'PATCH' ? { plan: 'large' } : undefined
      const as = (it: string) =>
        ask(route.method, route.path.replace(':id', it), { as: stranger, body })
      const [theirs, nobodys] = [await as(subject), await as(newId())]
      expect([theirs.status, theirs.code]).toEqual([404, nobodys.code])
      expect((await ask('GET', `/stores/${id}`, { as: owner })).json).toEqual(store)
    },
  )

  test('nor is it in lists, numbers and the fleet', async () => {
    const [owner, stranger] = [anOwner(), anOwner()]
    const id = await aStore(owner, 'Nobody else’s')
    await hold(id)
    for (const path of ['/stores', '/stores?offset=0', '/quota', '/fleet']) {
      const { status, json } = await ask('GET', path, { as: stranger })
      expect([path, status]).toEqual([path, 200])
      expect(JSON.stringify(json)).not.toContain(id)
      expect(JSON.stringify(json)).not.toContain('Nobody else’s')
    }
  })
})

async function hold(id: string): Promise<void> {
  await database.kysely
    .updateTable('stores.store')
    .set({ owner: newId(), lease_until: sql<Date>`now() + interval '1 minute'` })
    .where('id', '=', id)
    .execute()
}

describe('the list', () => {
  test('is read page by page, newest first, by cursor and by offset', async () => {
    const as = anOwner()
    for (const name of ['A', 'B', 'C', 'D', 'E']) await aStore(as, name)
    const first = await ask('GET', '/stores?limit=2', { as })
    expect(namesIn(first.json)).toEqual(['E', 'D'])
    expect(first.json.page).toMatchObject({ limit: 2, hasMore: true })
    const next = `/stores?limit=2&cursor=${first.json.page.nextCursor}`
    expect(namesIn((await ask('GET', next, { as })).json)).toEqual(['C', 'B'])
    const { json } = await ask('GET', '/stores?limit=2&offset=4', { as })
    expect(namesIn(json)).toEqual(['A'])
    expect(json.page).toEqual({ total: 5, limit: 2, offset: 4, hasMore: false })
  })

  test('shows what is asked for: phases, an engine, and deleted stores alone when they are', async () => {
    const as = anOwner()
    const [, ready, gone] = [
      await aStore(as, 'New'),
      await aStore(as, 'Ready'),
      await aStore(as, 'Gone'),
    ]
    await bringToPhase(database, ready, 'ready')
    await bringToPhase(database, gone, 'deleted')
    const list = async (query: string) =>
      namesIn((await ask('GET', `/stores?${query}`, { as })).json)
    expect(await list('')).toEqual(['Ready', 'New'])
    expect(await list('state=deleted')).toEqual(['Gone'])
    expect(await list('state=ready&state=deleted')).toEqual(['Gone', 'Ready'])
    expect(await list('engine=paper&state=requested')).toEqual(['New'])
    expect(await list('engine=other')).toEqual([])
  })

  test.each(['limit=0', 'limit=101', 'state=open', 'offset=1&cursor=x', 'colour=red'])(
    '%s is refused',
    async (query) => {
      const { status, code } = await ask('GET', `/stores?${query}`, { as: anOwner() })
      expect([status, code]).toEqual([422, 'request.invalid'])
    },
  )
})

test('the events of a store are read page by page, behind a number', async () => {
  const as = anOwner()
  const id = await aStore(as)
  await ask('POST', `/stores/${id}/cancel`, { as })
  await ask('DELETE', `/stores/${id}`, { as })
  const first = await ask('GET', `/stores/${id}/events?limit=2`, { as })
  expect(first.json.page).toEqual({ limit: 2, hasMore: true })
  const rest = await ask('GET', `/stores/${id}/events?after=2`, { as })
  const sequences = [...first.json.items, ...rest.json.items].map(
    ({ sequence, type }: { readonly sequence: number; readonly type: string }) => [sequence, type],
  )
  expect(sequences).toEqual([
    [1, 'store.requested'],
    [2, 'store.cancelRequested'],
    [3, 'store.deleteRequested'],
  ])
  expect(rest.json.page).toEqual({ limit: 50, hasMore: false })
})

test('logs are those of the driver, and one that can not read them says so', async () => {
  const as = anOwner()
  const fine = await ask('GET', `/stores/${await aStore(as, 'Fine')}/logs?lines=3`, { as })
  expect(fine.json.text).toBe('line\nline\nline\nFine')
  const broken = await ask('GET', `/stores/${await aStore(as, 'Broken')}/logs`, { as })
  expect([broken.status, broken.code]).toEqual([503, 'stores.logsUnavailable'])
  expect(JSON.stringify(broken.json)).not.toContain('the disk')
})

test('engines are those that are installed, with their versions, plans and regions', async () => {
  expect((await ask('GET', '/engines', { as: anOwner() })).json.items).toEqual([
    {
      name: 'paper',
      title: 'Paper',
      description: 'On paper.',
      versions: ['2.0.0', '1.0.0'],
      plans: ['small', 'medium', 'large'],
      regions: ['local'],
    },
  ])
})

test('a creation that somebody cancelled is told from one that failed', async () => {
  const as = anOwner()
  for (const code of ['cancelled', 'shopEnded']) {
    const id = await aStore(as)
    await bringToPhase(database, id, 'failed')
    const failure = JSON.stringify({ class: 'permanent', code, message: 'It ended.' })
    await database.kysely
      .updateTable('stores.store')
      .set({ failure })
      .where('id', '=', id)
      .execute()
  }
  const { json } = await ask('GET', '/fleet', { as })
  expect([json.phases.failed, json.cancelled]).toEqual([2, 1])
})

test('the people of the platform see all stores at work: what waits, who holds what, what failed', async () => {
  const as = anOwner()
  const [waiting, held, failed] = [await aStore(as), await aStore(as, 'Held'), await aStore(as)]
  await hold(held)
  const failure = JSON.stringify({ class: 'timeout', code: 'releaseTimeout', message: 'Too slow.' })
  await database.kysely
    .updateTable('stores.operation')
    .set({ state: 'failed', failure, ended_at: sql<Date>`now()` })
    .where('store_id', '=', failed)
    .execute()
  for (const actor of [as, platform]) {
    const { json } = await ask('GET', '/fleet', { as: actor })
    expect(json.failures).toContainEqual({ code: 'releaseTimeout', class: 'timeout', count: 1 })
    expect(json.leases).toContainEqual(
      expect.objectContaining({ storeId: held, name: 'Held', phase: 'requested', fence: 0 }),
    )
    expect(json.queue.waiting).toBeGreaterThanOrEqual(2)
    expect(json.queue.oldestSeconds).toBeGreaterThan(0)
    expect(json.phases).toMatchObject({ ready: expect.any(Number), deleted: expect.any(Number) })
  }
  expect((await ask('GET', '/fleet', { as })).json.queue.waiting).toBe(2)
  expect((await ask('GET', '/fleet', { as })).json.cancelled).toBe(0)
  expect((await ask('GET', `/stores/${waiting}`, { as })).json.can).toEqual(['cancel', 'delete'])
})
