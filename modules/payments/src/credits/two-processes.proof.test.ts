import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createDatabase } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { stepsOf, type Order, type Step, type When } from '../fixtures/credits-process.ts'
import { purseOf, tally } from '../fixtures/purse.ts'
import { createWorld, migrations, type World } from '../fixtures/world.ts'
import { auditCredits } from './audit-credits.ts'
import { buyCredits } from './buy-credits.ts'

const { database, appUrl, ownerUrl } = await testDatabase({ migrations })

/** Another process, ready to begin at a message. */
async function startProcess(world: World, deed: Order['deed']): Promise<ChildProcess> {
  const order: Order = { appUrl, organisationId: world.organisationId, deed }
  const file = new URL('../fixtures/credits-process.ts', import.meta.url)
  const child = fork(file, [JSON.stringify(order)])
  await once(child, 'message')
  return child
}

/** Lets processes that are ready begin at once, and gives all their answers. */
async function race(children: readonly ChildProcess[]): Promise<readonly string[]> {
  const answers = children.map(async (child) => {
    child.send('begin')
    const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
    return answer as readonly string[]
  })
  return (await Promise.all(answers)).flat()
}

function startTwo(world: World, kinds: readonly [DeedKind, DeedKind]) {
  return Promise.all(kinds.map((kind) => startProcess(world, { kind })))
}

type DeedKind = Exclude<Order['deed']['kind'], 'die'>

async function given(credits: number) {
  const world = createWorld({ database })
  const purse = purseOf(world)
  await purse.adjust(credits)
  return { world, ...purse }
}

test('100 parallel reserves on one credit from two processes: exactly one', async () => {
  const { world, balance } = await given(1)
  const answers = await race(await startTwo(world, ['reserve', 'reserve']))
  expect(tally(answers)).toEqual({ done: 1, 'payments.insufficientCredits': 99 })
  expect(await balance()).toEqual({ available: 0, held: 1, spent: 0 })
  expect(await auditCredits(database.kysely)).toEqual([])
})

test('50 jobs settled by one process and released by another at once: each once', async () => {
  const { world, balance, reserve, newJob } = await given(50)
  await Promise.all(Array.from({ length: 50 }, () => reserve(newJob())))
  const answers = await race(await startTwo(world, ['settle all', 'release all']))
  expect(tally(answers)).toEqual({ done: 50, 'payments.holdDecided': 50 })
  const { available, held, spent } = await balance()
  expect([available + spent, held]).toEqual([50, 0])
  expect(await auditCredits(database.kysely)).toEqual([])
})

describe.each(['before the commit', 'after the commit'] as const)('killed %s', (when) => {
  test.each<[Step, { available: number; held: number; spent: number }]>([
    ['reserve', { available: 4, held: 1, spent: 0 }],
    ['settle', { available: 4, held: 0, spent: 1 }],
    ['release', { available: 5, held: 0, spent: 0 }],
    ['buy', { available: 105, held: 0, spent: 0 }],
  ])('in the middle of %s, and done again elsewhere: once', async (step, expected) => {
    const { world, balance, reserve } = await given(5)
    const subject = step === 'buy' ? await aSettledTopUp(world) : 'job'
    if (step === 'settle' || step === 'release') await reserve(subject)
    await dieAt(world, { step, when, subject })
    await world.system.transaction((tx) => stepsOf(world.organisationId)[step](tx, subject))
    expect(await balance()).toEqual(expected)
    expect(await auditCredits(database.kysely)).toEqual([])
  })
})

async function dieAt(
  world: World,
  how: { readonly step: Step; readonly when: When; readonly subject: string },
): Promise<void> {
  const child = await startProcess(world, { kind: 'die', ...how })
  child.send('begin')
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function aSettledTopUp(world: World): Promise<string> {
  const body = { pack: 'small', priceVersion: 1 }
  const call = { body, params: undefined, query: undefined }
  const { body: payment } = await buyCredits(world.staff(), call, world.parts)
  await world.pay(payment)
  return payment.id
}

// The last one: it takes away what holds the others.
test('broken twin: who looks first and takes afterwards sells one credit many times', async () => {
  await dropGuards()
  const { world, balance } = await given(1)
  const answers = await race(await startTwo(world, ['look, then take', 'look, then take']))
  expect(tally(answers)['done']).toBeGreaterThan(1)
  expect((await balance()).available).toBeLessThan(0)
  expect(await auditCredits(database.kysely)).not.toEqual([])
})

async function dropGuards(): Promise<void> {
  const owner = createDatabase({
    connectionString: ownerUrl,
    applicationName: 'owner',
    poolSize: 1,
    log: { warn() {}, error() {} },
  })
  const guards = [
    sql`alter table payments.credit_account drop constraint credit_available`,
    sql`alter table payments.credit_transaction drop constraint credit_transaction_available_after`,
  ]
  for (const guard of guards) await guard.execute(owner.kysely)
  await owner.close()
}
