import { createFakeClock } from '@holdfast/testing/clock'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { runInContext } from '../context/context.ts'
import { Problem, requestProblems } from '../problems/problems.ts'
import {
  countEffects,
  createEffects,
  givenIdempotency,
  leaveEffect,
  migrations,
  openDatabase,
  scope,
} from './given-keys.ts'
import { fingerprint } from './fingerprint.ts'
import type { Outcome } from './idempotency.ts'

const { database, ownerUrl, appUrl } = await testDatabase({ migrations })
await createEffects(ownerUrl)
const otherProcess = openDatabase(appUrl)
afterAll(() => otherProcess.close())

/** A scope and fingerprint that no other test uses. */
function keyed(name: string) {
  return { scope: { ...scope, key: name }, print: fingerprint({ name }) }
}

function tally(outcomes: readonly Outcome[]) {
  const bodies = new Set(outcomes.map(({ response }) => JSON.stringify(response)))
  const first = outcomes.filter(({ replayed }) => !replayed).length
  return { bodies: bodies.size, first, replayed: outcomes.length - first }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Problem ? error.code : String(error)
  }
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

test('fifty equal calls in one process: one effect, equal answers, one connection', async () => {
  const small = openDatabase(appUrl)
  const idempotency = givenIdempotency(small)
  const { scope, print } = keyed('fifty')
  const outcomes = await Promise.all(
    times(50, () => idempotency.run(scope, print, leaveEffect('fifty'))),
  )
  expect(tally(outcomes)).toEqual({ bodies: 1, first: 1, replayed: 49 })
  expect(await countEffects(database, 'fifty')).toBe(1)
  expect(small.stats().size).toBe(1)
  await small.close()
})

test('fifty equal calls over two pools: one effect, equal answers', async () => {
  const both = [givenIdempotency(database), givenIdempotency(otherProcess)] as const
  const { scope, print } = keyed('pools')
  const outcomes = await Promise.all(
    times(50, (index) => both[index % 2 === 0 ? 0 : 1].run(scope, print, leaveEffect('pools'))),
  )
  expect(tally(outcomes)).toEqual({ bodies: 1, first: 1, replayed: 49 })
  expect(await countEffects(database, 'pools')).toBe(1)
})

test('many keys at once do not stand in each other’s way', async () => {
  const idempotency = givenIdempotency(database)
  await Promise.all(
    times(40, (index) => {
      const { scope, print } = keyed(`many-${index % 20}`)
      return idempotency.run(scope, print, leaveEffect(`many-${index % 20}`))
    }),
  )
  const counts = await Promise.all(times(20, (index) => countEffects(database, `many-${index}`)))
  expect(new Set(counts)).toEqual(new Set([1]))
})

test('an answer is replayed by any process, with status, headers and body', async () => {
  const { scope, print } = keyed('replay')
  await givenIdempotency(database).run(scope, print, leaveEffect('replay'))
  const again = await givenIdempotency(otherProcess).run(scope, print, leaveEffect('replay'))
  expect(again).toMatchObject({
    replayed: true,
    response: { status: 201, headers: { location: '/notes/replay' }, body: '{"name":"replay"}' },
  })
  expect(await countEffects(database, 'replay')).toBe(1)
})

test.each([
  ['organisation', { organisationId: 'other' }],
  ['actor', { actorId: 'other' }],
  ['route', { route: 'POST /other' }],
])('the same key of another %s is another key', async (name, difference) => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed(`own-${name}`)
  await idempotency.run(scope, print, leaveEffect(`mine-${name}`))
  const theirs = await idempotency.run(
    { ...scope, ...difference },
    print,
    leaveEffect(`theirs-${name}`),
  )
  expect(theirs).toMatchObject({ replayed: false, response: { body: `{"name":"theirs-${name}"}` } })
})

test('the same key with another body is a mismatch: afterwards, meanwhile, and elsewhere', async () => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed('mismatch')
  const { promise: started, resolve: start } = Promise.withResolvers<void>()
  const first = idempotency.run(scope, print, async (tx) => {
    start()
    return leaveEffect('mismatch')(tx)
  })
  await started
  const meanwhile = codeOf(idempotency.run(scope, 'other', leaveEffect('mismatch')))
  const elsewhere = codeOf(
    givenIdempotency(otherProcess).run(scope, 'other', leaveEffect('mismatch')),
  )
  await first
  const afterwards = codeOf(idempotency.run(scope, 'other', leaveEffect('mismatch')))
  expect(await Promise.all([meanwhile, elsewhere, afterwards])).toEqual(
    times(3, () => 'idempotency.mismatch'),
  )
  expect(await countEffects(database, 'mismatch')).toBe(1)
})

test('refused work leaves nothing and is judged afresh', async () => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed('refused')
  const refused = idempotency.run(scope, print, async (tx) => {
    await leaveEffect('refused')(tx)
    throw requestProblems.forbidden()
  })
  expect(await codeOf(refused)).toBe('request.forbidden')
  expect(await countEffects(database, 'refused')).toBe(0)
  const again = await idempotency.run(scope, 'another body', leaveEffect('refused'))
  expect(again.replayed).toBe(false)
  expect(await countEffects(database, 'refused')).toBe(1)
})

test('twins of refused work are each judged themselves, until one succeeds', async () => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed('twins')
  let judged = 0
  const outcomes = await Promise.all(
    times(10, () =>
      codeOf(
        idempotency.run(scope, print, async (tx) => {
          judged += 1
          if (judged < 4) throw requestProblems.forbidden()
          return leaveEffect('twins')(tx)
        }),
      ),
    ),
  )
  expect(judged).toBe(4)
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(7)
  expect(await countEffects(database, 'twins')).toBe(1)
})

test('a 5xx answer is given once and not stored, nor is its effect', async () => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed('broken')
  const broken = await idempotency.run(scope, print, async (tx) => ({
    ...(await leaveEffect('broken')(tx)),
    status: 503,
  }))
  expect(broken.response.status).toBe(503)
  expect(await countEffects(database, 'broken')).toBe(0)
  const again = await idempotency.run(scope, print, leaveEffect('broken'))
  expect(again).toMatchObject({ replayed: false, response: { status: 201 } })
})

test('a twin elsewhere that takes too long: 409 with Retry-After, and one wait for all of us', async () => {
  const { scope, print } = keyed('slow')
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: started, resolve: start } = Promise.withResolvers<void>()
  const slow = givenIdempotency(otherProcess).run(scope, print, async (tx) => {
    const response = await leaveEffect('slow')(tx)
    start()
    await held
    return response
  })
  await started
  const idempotency = givenIdempotency(database, { twinWaitMs: 200 })
  const before = performance.now()
  const refused = await Promise.allSettled(
    times(10, () => idempotency.run(scope, print, leaveEffect('slow'))),
  )
  expect(performance.now() - before).toBeLessThan(1000)
  for (const one of refused) {
    const problem = one.status === 'rejected' ? one.reason : undefined
    expect(problem).toMatchObject({
      code: 'idempotency.inProgress',
      options: { retryAfterSeconds: 2 },
    })
  }
  letGo()
  await slow
  expect((await idempotency.run(scope, print, leaveEffect('slow'))).replayed).toBe(true)
  expect(await countEffects(database, 'slow')).toBe(1)
})

test('the wait for a twin does not limit the waits of the work itself', async () => {
  const { scope, print } = keyed('locks')
  const { response } = await givenIdempotency(database).run(scope, print, async (tx) => {
    const shown = await sql<{ lock_timeout: string }>`SHOW lock_timeout`.execute(tx.kysely)
    return { status: 200, headers: {}, body: String(shown.rows[0]?.lock_timeout) }
  })
  expect(response.body).toBe('0')
})

test('a caller that goes away: all of the work is undone, and a retry does it', async () => {
  const idempotency = givenIdempotency(database)
  const { scope, print } = keyed('gone')
  const caller = new AbortController()
  const attempt = runInContext({ correlationId: 'c', signal: caller.signal }, () =>
    idempotency.run(scope, print, async (tx) => {
      const response = await leaveEffect('gone')(tx)
      caller.abort()
      await sql`SELECT pg_sleep(5)`.execute(tx.kysely)
      return response
    }),
  )
  expect(await codeOf(attempt)).toBe('request.deadline')
  expect(await countEffects(database, 'gone')).toBe(0)
  expect((await idempotency.run(scope, print, leaveEffect('gone'))).replayed).toBe(false)
  expect(await countEffects(database, 'gone')).toBe(1)
})

test('a key lives for a day; sweeping takes what is over and nothing else', async () => {
  const clock = createFakeClock(new Date())
  const idempotency = givenIdempotency(database, { clock })
  const { scope, print } = keyed('day')
  await idempotency.run(scope, print, leaveEffect('day'))
  await clock.advance(24 * 3_600_000 - 1)
  expect((await idempotency.run(scope, print, leaveEffect('day'))).replayed).toBe(true)
  await clock.advance(1)
  expect((await idempotency.run(scope, 'a new day', leaveEffect('day'))).replayed).toBe(false)
  expect(await countEffects(database, 'day')).toBe(2)
  const others = await idempotency.sweep()
  expect(others).toBeGreaterThan(0)
  expect((await idempotency.run(scope, 'a new day', leaveEffect('day'))).replayed).toBe(true)
  await clock.advance(24 * 3_600_000)
  expect(await idempotency.sweep()).toBe(1)
  expect(await idempotency.sweep()).toBe(0)
})

test('what is stored can not be read in the table, nor moved to another caller’s row', async () => {
  const idempotency = givenIdempotency(database)
  const mine = keyed('canary-key')
  const theirs = { ...mine.scope, actorId: 'thief' }
  await idempotency.run(mine.scope, mine.print, leaveEffect('canary-body'))
  await idempotency.run(theirs, mine.print, leaveEffect('nothing'))
  const rows = await sql<Record<string, unknown>>`
    SELECT *, encode(response, 'escape') AS readable FROM kernel.idempotency_key`.execute(
    database.kysely,
  )
  expect(JSON.stringify(rows.rows)).not.toContain('canary')
  await sql`
    UPDATE kernel.idempotency_key AS known SET response = mine.response
    FROM kernel.idempotency_key AS mine
    WHERE known.actor_id = 'thief' AND mine.actor_id = ${scope.actorId}
      AND mine.key_hash = known.key_hash`.execute(database.kysely)
  const stolen = idempotency.run(theirs, mine.print, leaveEffect('nothing'))
  expect(await codeOf(stolen)).toBe('crypto.unreadable')
})

test('no column of the table may be NULL', async () => {
  const nullable = await sql`
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'kernel' AND table_name = 'idempotency_key'
      AND is_nullable = 'YES'`.execute(database.kysely)
  expect(nullable.rows).toEqual([])
})
