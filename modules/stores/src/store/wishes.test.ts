import { newId } from '@holdfast/kernel/ids'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { phases, type Phase, type StoreAction } from '../contract.ts'
import { bringToPhase } from '../fixtures/bring-to-phase.ts'
import { anOwner, givenApi, vault } from '../fixtures/given-api.ts'
import { sealSecrets } from './shop-secrets.ts'

const { ask, aStore, database } = await givenApi({ usualQuota: 1000 })
const as = anOwner()

/** What may be asked for in each phase; `ready` means that the store was ready once. */
const possible: Readonly<Record<Phase, readonly StoreAction[]>> = {
  requested: ['cancel', 'delete'],
  queued: ['cancel', 'delete'],
  provisioning: ['cancel', 'delete'],
  verifying: ['cancel', 'delete'],
  ready: ['change', 'suspend', 'delete'],
  updating: ['delete'],
  suspending: ['delete'],
  suspended: ['resume', 'delete'],
  resuming: ['delete'],
  degraded: ['change', 'suspend', 'delete'],
  failed: ['retry', 'delete'],
  deleting: [],
  delete_blocked: ['retry'],
  deleted: [],
}

function askFor(id: string, action: StoreAction) {
  if (action === 'delete') return ask('DELETE', `/stores/${id}`, { as })
  if (action === 'change') return ask('PATCH', `/stores/${id}`, { as, body: { plan: 'large' } })
  return ask('POST', `/stores/${id}/${action}`, { as })
}

/** A store in that phase; one that goes was asked to go. */
async function aStoreIn(phase: Phase): Promise<string> {
  const id = await aStore(as)
  const isGoing = phase === 'deleting' || phase === 'delete_blocked' || phase === 'deleted'
  if (isGoing) await askFor(id, 'delete')
  await bringToPhase(database, id, phase)
  return id
}

async function openOperations(id: string): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom('stores.operation')
    .where('store_id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .select('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

const cells = phases.flatMap((phase) =>
  (['retry', 'cancel', 'suspend', 'resume', 'change'] as const).map(
    (action) => [phase, action] as const,
  ),
)

describe('what a store can, and what is refused, phase by phase', () => {
  test.each(phases)('%s: the store says what can be asked for', async (phase) => {
    const id = await aStoreIn(phase)
    const { json } = await ask('GET', `/stores/${id}`, { as })
    expect([json.phase, json.can]).toEqual([phase, possible[phase]])
  })

  test.each(cells)('%s: %s', async (phase, action) => {
    const id = await aStoreIn(phase)
    const { status, code, json } = await askFor(id, action)
    if (possible[phase].includes(action)) {
      expect([status, json.operation?.state]).toEqual([202, 'queued'])
      expect(await openOperations(id)).toEqual([json.operation.kind])
    } else {
      expect([status, code]).toEqual([409, 'stores.wrongPhase'])
    }
    // Never the API's to change.
    expect((await ask('GET', `/stores/${id}`, { as })).json.phase).toBe(phase)
  })
})

describe('deleting', () => {
  test.each(phases)('%s: it is always granted, and twice is once', async (phase) => {
    const id = await aStoreIn(phase)
    const first = await askFor(id, 'delete')
    const { json: shown } = await ask('GET', `/stores/${id}`, { as })
    const second = await askFor(id, 'delete')
    expect([first.status, second.status]).toEqual([202, 202])
    expect(first.json.operation.kind).toBe('delete')
    expect(second.json).toEqual(first.json)
    expect(shown).toMatchObject({ desired: 'deleted', operation: first.json.operation })
    expect((await ask('GET', `/stores/${id}`, { as })).json.lastEvent).toBe(shown.lastEvent)
  })

  test('20 deletions at once are one, and the creation is superseded', async () => {
    const id = await aStoreIn('provisioning')
    const answers = await Promise.all(Array.from({ length: 20 }, () => askFor(id, 'delete')))
    expect(new Set(answers.map(({ json }) => json.operation.id)).size).toBe(1)
    const all = await database.kysely
      .selectFrom('stores.operation')
      .where('store_id', '=', id)
      .orderBy('created_at')
      .select(['kind', 'state'])
      .execute()
    expect(all).toEqual([
      { kind: 'create', state: 'superseded' },
      { kind: 'delete', state: 'queued' },
    ])
  })

  test('a store that goes frees no room before it is gone', async () => {
    const owner = anOwner()
    const id = await aStore(owner)
    await ask('DELETE', `/stores/${id}`, { as: owner })
    await bringToPhase(database, id, 'deleting')
    expect((await ask('GET', '/quota', { as: owner })).json.used).toBe(1)
    await bringToPhase(database, id, 'deleted')
    expect((await ask('GET', '/quota', { as: owner })).json.used).toBe(0)
  })
})

describe('whoever works on a store has lost it as soon as something else is wanted', () => {
  const wishes = [
    ['provisioning', 'cancel'],
    ['provisioning', 'delete'],
    ['ready', 'suspend'],
    ['ready', 'change'],
  ] as const

  test.each(wishes)('%s: %s', async (phase, action) => {
    const id = await aStoreIn(phase)
    const held = await database.kysely
      .updateTable('stores.store')
      .set({
        owner: newId(),
        lease_until: sql<Date>`now() + interval '30 s'`,
        next_at: sql<Date>`now() + interval '1 hour'`,
      })
      .where('id', '=', id)
      .returning(['fence', 'generation'])
      .executeTakeFirstOrThrow()
    await askFor(id, action)
    const after = await database.kysely
      .selectFrom('stores.store')
      .where('id', '=', id)
      .select(['owner', 'lease_until', 'fence', 'generation'])
      .select(sql<boolean>`next_at <= clock_timestamp()`.as('is_due'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual({
      owner: null,
      lease_until: null,
      fence: held.fence + 1,
      generation: held.generation + 1,
      is_due: true,
    })
  })
})

test('a wish is in the timeline and among the events of the organisation, by who asked', async () => {
  const id = await aStoreIn('ready')
  const { json } = await askFor(id, 'suspend')
  const { json: events } = await ask('GET', `/stores/${id}/events?after=1`, { as })
  const [event] = events.items
  expect(event).toMatchObject({
    sequence: 2,
    type: 'store.suspendRequested',
    level: 'info',
    actorId: as.id,
    data: { operationId: json.operation.id },
  })
  const { rows } = await sql`select type, actor_id, data from kernel.event
    where subject = ${id} order by id desc limit 1`.execute(database.kysely)
  const data = { storeId: id, operationId: json.operation.id }
  expect(rows).toEqual([{ type: 'store.suspendRequested', actor_id: as.id, data }])
})

test('what is asked for while something is being done for it waits, but for deleting', async () => {
  const id = await aStoreIn('ready')
  await askFor(id, 'suspend')
  expect((await askFor(id, 'change')).code).toBe('stores.wrongPhase')
  expect((await ask('GET', `/stores/${id}`, { as })).json.can).toEqual(['delete'])
  const again = await askFor(id, 'suspend')
  expect([again.status, await openOperations(id)]).toEqual([202, ['suspend']])
})

describe('changing', () => {
  test('a change says what is wanted now, and what it is like already changes nothing', async () => {
    const id = await aStoreIn('ready')
    const body = { name: 'Pier 10', plan: 'medium', version: '1.0.0' }
    const { json } = await ask('PATCH', `/stores/${id}`, { as, body })
    expect(json).toMatchObject({ store: { ...body, desired: 'running' } })
    expect(json.operation).toMatchObject({ kind: 'update', state: 'queued' })
    const again = await ask('PATCH', `/stores/${id}`, { as, body })
    expect(again.json).toEqual(json)
  })

  test('a version that the engine does not offer is refused', async () => {
    const id = await aStoreIn('ready')
    const answer = await ask('PATCH', `/stores/${id}`, { as, body: { version: '9.9.9' } })
    expect([answer.status, answer.code]).toEqual([422, 'stores.unknownVersion'])
    expect(await openOperations(id)).toEqual([])
  })

  test('an upgrade that failed can be tried again, or go to another version', async () => {
    const id = await aStoreIn('ready')
    await ask('PATCH', `/stores/${id}`, { as, body: { version: '1.0.0' } })
    await bringToPhase(database, id, 'failed')
    const { json } = await ask('GET', `/stores/${id}`, { as })
    expect(json.can).toEqual(['retry', 'delete', 'change'])
    expect((await askFor(id, 'retry')).json.operation.kind).toBe('update')
  })
})

test.each([
  ['create', 'provisioning', 'running'],
  ['suspend', 'suspending', 'suspended'],
  ['resume', 'resuming', 'running'],
] as const)('trying again a %s that failed is one more', async (kind, during, desired) => {
  const id = await aStore(as)
  if (kind !== 'create') {
    await bringToPhase(database, id, 'ready')
    if (kind === 'resume') await bringToPhase(database, id, 'suspended')
    await askFor(id, kind)
  }
  await bringToPhase(database, id, during)
  await bringToPhase(database, id, 'failed')
  const { json } = await askFor(id, 'retry')
  expect([json.operation.kind, json.store.desired]).toEqual([kind, desired])
  const again = await askFor(id, 'retry')
  expect(again.json.operation).toEqual(json.operation)
})

test('a creation that was cancelled can be tried again', async () => {
  const id = await aStoreIn('provisioning')
  const cancelled = await askFor(id, 'cancel')
  expect((await askFor(id, 'cancel')).json).toEqual(cancelled.json)
  await bringToPhase(database, id, 'failed')
  const { json } = await askFor(id, 'retry')
  expect([json.operation.kind, json.store.desired]).toEqual(['create', 'running'])
})

describe('secrets', () => {
  const secrets = {
    adminEmail: 'admin@pier-9.localhost',
    adminPassword: 'a long and quiet evening',
    databasePassword: 'd',
    signingKey: 'k',
  }

  test('there are none before they are made', async () => {
    const { status, code } = await ask('POST', `/stores/${await aStore(as)}/secrets`, { as })
    expect([status, code]).toEqual([409, 'stores.noSecrets'])
  })

  test('who looks sees how to sign in and nothing else, and that they looked is written down', async () => {
    const id = await aStoreIn('ready')
    const sealed = sealSecrets(vault, id, secrets)
    await database.kysely
      .updateTable('stores.store')
      .set({ secrets: sealed })
      .where('id', '=', id)
      .execute()
    const { json } = await ask('POST', `/stores/${id}/secrets`, { as })
    const { adminEmail: email, adminPassword: password } = secrets
    expect(json).toEqual({ adminUrl: null, email, password })
    const { json: events } = await ask('GET', `/stores/${id}/events`, { as })
    expect(events.items.at(-1)).toMatchObject({ type: 'store.secretsShown', actorId: as.id })
    expect(sealed.includes(password)).toBe(false)
    const { json: store } = await ask('GET', `/stores/${id}`, { as })
    expect(JSON.stringify([store, events])).not.toContain(password)
  })

  test('a program can not look, whatever its key may do', async () => {
    const key = { ...as, id: `key:${newId()}`, kind: 'machine' as const }
    const { status } = await ask('POST', `/stores/${await aStore(as)}/secrets`, { as: key })
    expect(status).toBe(403)
  })
})
