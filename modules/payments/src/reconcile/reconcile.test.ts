import type { EnqueueRequest } from '@holdfast/kernel/jobs'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWorld, jobContextOf, migrations, type World } from '../fixtures/world.ts'
import { sendRefund } from '../jobs.ts'
import { reconcile, reconcilePayments, type Bounds } from './reconcile.ts'

const { database } = await testDatabase({ migrations })
const minuteMs = 60_000

/** Attempts under way at a provider that never answers, the oldest first. */
async function silentAttempts(world: World, count: number): Promise<readonly string[]> {
  const { organisationId } = world
  const payment = await world.request()
  const at = new Date(world.clock.now().getTime() - 3_600_000)
  const { rows } = await sql<{ id: string }>`
    insert into payments.attempt (id, organisation_id, payment_id, provider, method, state, amount,
      currency, exponent, created_at, changed_at)
    select uuidv7(), ${organisationId}, ${payment.id}, 'sandbox', 'method ' || n, 'created', 10000,
      'USD', 2, ${at}::timestamptz, ${at}::timestamptz + n * interval '1 ms'
    from generate_series(1, ${count}::int) n returning id`.execute(database.kysely)
  return rows.map(({ id }) => id)
}

/** One run with all its pages. Gives which attempts were asked after, in that order. */
async function run(world: World, bounds?: Bounds): Promise<readonly string[]> {
  const asked: string[] = []
  let pages: readonly (number | undefined)[] = [1]
  while (pages.length > 0) {
    for (const page of pages)
      await reconcilePayments(jobContextOf(world.system), { page }, { ...world.parts, bounds })
    const jobs = world.jobs.take()
    asked.push(...jobs.flatMap(attemptOf))
    pages = jobs.flatMap(({ job, input }) =>
      job === reconcile ? [reconcile.input.parse(input).page] : [],
    )
  }
  return asked
}

function attemptOf({ input }: EnqueueRequest): string[] {
  const { attemptId } = input as { readonly attemptId?: string } // of this module's own jobs
  return attemptId === undefined ? [] : [attemptId]
}

test('a run asks after all that is silent, each once, however many never answer', async () => {
  const world = createWorld({ database })
  const silent = await silentAttempts(world, 1_100)
  expect((await run(world)).toSorted()).toEqual(silent.toSorted())
  expect(await run(world)).toEqual([])
  await world.clock.advance(10 * minuteMs)
  expect(await run(world)).toHaveLength(1_100)
})

test('what one run does not reach the next begins with', async () => {
  const world = createWorld({ database })
  const silent = await silentAttempts(world, 10)
  const bounds = { atOnce: 2, pages: 2 }
  const runs: (readonly string[])[] = []
  for (const _ of [1, 2, 3]) {
    runs.push(await run(world, bounds))
    await world.clock.advance(10 * minuteMs)
  }
  expect(runs.map(({ length }) => length)).toEqual([4, 4, 4])
  expect(new Set(runs[0])).toEqual(new Set(silent.slice(0, 4)))
  expect(new Set(runs[1])).toEqual(new Set(silent.slice(4, 8)))
  expect(new Set(runs[2])).toEqual(new Set([...silent.slice(8), ...silent.slice(0, 2)]))
})

test('a refund that is on its way for ever keeps no other one waiting', async () => {
  const world = createWorld({ database })
  const payments = []
  for (const _ of [1, 2, 3]) payments.push(await world.request())
  for (const { id } of payments) {
    await sql`insert into payments.attempt (id, organisation_id, payment_id, provider, method,
        state, amount, currency, exponent, created_at, changed_at)
      values (${id}, ${world.organisationId}, ${id}, 'sandbox', 'card', 'created', 100, 'USD', 2,
        ${world.clock.now()}, ${world.clock.now()})`.execute(database.kysely)
    await sql`insert into payments.refund (id, organisation_id, payment_id, attempt_id, state,
        amount, currency, exponent, reason, cause, created_at, changed_at)
      values (${id}, ${world.organisationId}, ${id}, ${id}, 'requested', 100, 'USD', 2, 'x', 'y',
        ${world.clock.now()}, ${world.clock.now()})`.execute(database.kysely)
  }
  const asked: unknown[] = []
  for (const _ of [1, 2, 3]) {
    await world.clock.advance(10 * minuteMs)
    await reconcilePayments(
      jobContextOf(world.system),
      {},
      { ...world.parts, bounds: { atOnce: 1, pages: 1 } },
    )
    const refunds = world.jobs.take().filter(({ job }) => job === sendRefund)
    asked.push(...refunds.map(({ input }) => input))
  }
  expect(asked).toEqual(payments.map(({ id }) => ({ refundId: id, paymentId: id })))
})
