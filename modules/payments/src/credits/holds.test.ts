import { createDatabase, databaseError } from '@holdfast/kernel/postgres'
import { Problem } from '@holdfast/kernel/problems'
import { testDatabase } from '@holdfast/testing/database'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { outcomeOf, purseOf, tally } from '../fixtures/purse.ts'
import { createWorld, jobContextOf, migrations } from '../fixtures/world.ts'
import { auditCredits } from './audit-credits.ts'
import { setCreditPlan } from './plan.ts'
import { requireCredits, reserveCredits } from './reserve-credits.ts'
import { sweepLostHolds } from './sweep-holds.ts'

const { database, ownerUrl } = await testDatabase({ migrations })
const owner = createDatabase({
  connectionString: ownerUrl,
  applicationName: 'owner',
  poolSize: 1,
  log: { warn() {}, error() {} },
})
afterAll(() => owner.close())

/** A business of its own with so many credits. */
async function given(credits: number) {
  const world = createWorld({ database })
  const purse = purseOf(world)
  if (credits > 0) await purse.adjust(credits)
  return { world, ...purse, audit: () => auditCredits(database.kysely) }
}

describe('reserving', () => {
  test('sets credits aside until they are settled, and gives back what was not used', async () => {
    const { reserve, settle, balance, audit } = await given(10)
    await reserve('job', 6)
    expect(await balance()).toEqual({ available: 4, held: 6, spent: 0 })
    await settle('job', 5)
    expect(await balance()).toEqual({ available: 5, held: 0, spent: 5 })
    expect(await audit()).toEqual([])
  })

  test('is refused with what is needed and what is there, and leaves nothing behind', async () => {
    const { world, reserve, balance } = await given(3)
    const refused = await reserve('job', 5).catch((error: unknown) => error)
    if (!(refused instanceof Problem)) throw new Error('it was not refused')
    expect(refused).toMatchObject({ status: 402, code: 'payments.insufficientCredits' })
    expect(refused.say).toBe('This needs 5 credits. You have 3 credits that can be used.')
    expect(refused.options.members).toEqual({ needed: 5, available: 3 })
    expect(await balance()).toEqual({ available: 3, held: 0, spent: 0 })
    expect(await world.events({ id: '', subject: 'job' })).toEqual([])
  })

  test('is refused for several jobs together, with what all of them need', async () => {
    const { world, balance } = await given(11)
    const { organisationId, clock } = world
    const wanted = { organisationId, operation: 'studio.mix', now: clock.now() }
    await world.system.transaction((tx) => requireCredits(tx, { ...wanted, quantity: 2 }))
    const three = world.system.transaction((tx) => requireCredits(tx, { ...wanted, quantity: 3 }))
    await expect(three).rejects.toMatchObject({
      options: { members: { needed: 12, available: 11 } },
    })
    expect(await balance()).toEqual({ available: 11, held: 0, spent: 0 })
  })

  test('the job and its credits are both there or neither is', async () => {
    const { world, balance } = await given(5)
    const { organisationId, clock } = world
    const job = { organisationId, subject: 'job', operation: 'studio.mix', quantity: 1 }
    const failed = world.system.transaction(async (tx) => {
      await reserveCredits(tx, { ...job, now: clock.now() })
      throw new Error('the job could not be enqueued')
    })
    await expect(failed).rejects.toThrow('enqueued')
    expect(await balance()).toEqual({ available: 5, held: 0, spent: 0 })
  })

  test('ten times at once for one job reserves once', async () => {
    const { reserve, balance } = await given(5)
    const holds = await Promise.all(Array.from({ length: 10 }, () => reserve('job', 2)))
    expect(new Set(holds.map(({ id }) => id)).size).toBe(1)
    expect(await balance()).toEqual({ available: 3, held: 2, spent: 0 })
  })

  test('for something else under the same job is refused', async () => {
    const { reserve } = await given(5)
    await reserve('job', 2)
    expect(await outcomeOf(reserve('job', 3))).toBe('payments.otherHold')
  })

  test('for a job that is over is refused', async () => {
    const { reserve, release } = await given(5)
    await reserve('job', 2)
    await release('job')
    expect(await outcomeOf(reserve('job', 2))).toBe('payments.holdDecided')
  })

  test('of what has no price is refused', async () => {
    const { world } = await given(5)
    const { organisationId, system, clock } = world
    const wanted = { organisationId, subject: 'job', operation: 'studio.nothing', quantity: 1 }
    const asked = system.transaction((tx) => reserveCredits(tx, { ...wanted, now: clock.now() }))
    expect(await outcomeOf(asked)).toBe('payments.unknownOperation')
  })
})

describe('settling and releasing', () => {
  test('twice each changes nothing the second time', async () => {
    const { reserve, settle, release, balance } = await given(10)
    await reserve('done', 3)
    await reserve('failed', 4)
    for (const _ of [1, 2]) {
      await settle('done', 2)
      await release('failed')
      expect(await balance()).toEqual({ available: 8, held: 0, spent: 2 })
    }
  })

  test('exclude each other', async () => {
    const { reserve, settle, release } = await given(10)
    await reserve('done', 3)
    await settle('done')
    expect(await outcomeOf(release('done'))).toBe('payments.holdDecided')
    await reserve('failed', 3)
    await release('failed')
    expect(await outcomeOf(settle('failed'))).toBe('payments.holdDecided')
  })

  test('at once, again and again: exactly one of the two', async () => {
    const { reserve, settle, release, balance, newJob, audit } = await given(40)
    for (let round = 0; round < 20; round++) {
      const job = newJob()
      await reserve(job)
      const deeds = [settle(job), release(job), settle(job), release(job)].map(outcomeOf)
      expect(tally(await Promise.all(deeds))).toEqual({ done: 2, 'payments.holdDecided': 2 })
    }
    const { available, held, spent } = await balance()
    expect([available + spent, held]).toEqual([40, 0])
    expect(await audit()).toEqual([])
  })

  test.each([6, -1, 1.5])('%d of 5 credits can not have been used', async (actual) => {
    const { reserve, settle } = await given(10)
    await reserve('job', 5)
    expect(await outcomeOf(settle('job', actual))).toBe('payments.usedTooMuch')
  })

  test('another business has no such hold', async () => {
    const [ours, theirs] = [await given(5), await given(5)]
    await ours.reserve('job')
    expect(await outcomeOf(theirs.settle('job'))).toBe('payments.unknownHold')
    expect(await outcomeOf(theirs.release('job'))).toBe('payments.unknownHold')
    expect(await outcomeOf(theirs.adjust(1, 'job'))).toBe('payments.unknownHold')
  })
})

describe('staff', () => {
  test('gives back at most what a job has cost, however many do it at once', async () => {
    const { reserve, settle, adjust, balance } = await given(10)
    await reserve('job', 5)
    await settle('job', 4)
    const back = await Promise.all(Array.from({ length: 6 }, () => outcomeOf(adjust(1, 'job'))))
    expect(tally(back)).toEqual({ done: 4, 'payments.creditsRefundTooLarge': 2 })
    expect(await balance()).toEqual({ available: 10, held: 0, spent: 0 })
  })

  test('takes away no more than can be used', async () => {
    const { reserve, adjust, balance } = await given(10)
    await reserve('job', 4)
    expect(await outcomeOf(adjust(-7))).toBe('payments.insufficientCredits')
    await adjust(-6)
    expect(await balance()).toEqual({ available: 0, held: 4, spent: 0 })
  })
})

describe('an unlimited plan', () => {
  test('reserves nothing and still writes what is used', async () => {
    const { world, reserve, settle, release, balance, adjust, audit } = await given(0)
    const { organisationId, system } = world
    await system.transaction((tx) => setCreditPlan(tx, { organisationId, isUnlimited: true }))
    await reserve('big', 500)
    await reserve('cancelled', 500)
    expect(await balance()).toEqual({ available: 0, held: 0, spent: 0 })
    await settle('big', 400)
    await release('cancelled')
    expect(await balance()).toEqual({ available: 0, held: 0, spent: 400 })
    expect(await outcomeOf(adjust(1, 'big'))).toBe('payments.creditsRefundTooLarge')
    expect(await audit()).toEqual([])
  })

  test('that ends settles as it was reserved', async () => {
    const { world, reserve, settle, balance } = await given(0)
    const { organisationId, system } = world
    const plan = (isUnlimited: boolean) =>
      system.transaction((tx) => setCreditPlan(tx, { organisationId, isUnlimited }))
    await plan(true)
    await reserve('job', 7)
    await plan(false)
    await settle('job')
    expect(await balance()).toEqual({ available: 0, held: 0, spent: 7 })
    expect(await outcomeOf(reserve('next'))).toBe('payments.insufficientCredits')
  })
})

describe('sweeping', () => {
  const tenMinutes = 10 * 60_000

  test('releases the holds of jobs that are gone, and no others', async () => {
    const { world, reserve, balance } = await given(10)
    await reserve('gone', 3)
    await reserve('alive', 2)
    const sweep = () =>
      sweepLostHolds(jobContextOf(world.system), { isAlive: async () => new Set(['alive']) })
    await sweep()
    expect(await balance()).toEqual({ available: 5, held: 5, spent: 0 })
    world.clock.jump(tenMinutes)
    await sweep()
    expect(await balance()).toEqual({ available: 8, held: 2, spent: 0 })
  })

  test('looks at a few at a time and at all of them in turn', async () => {
    const { world, reserve } = await given(10)
    for (let n = 0; n < 7; n++) {
      await reserve(`job ${n}`)
      world.clock.jump(1_000)
    }
    world.clock.jump(tenMinutes)
    const asked: string[][] = []
    const isAlive = async (subjects: readonly string[]) => {
      asked.push([...subjects])
      return new Set(subjects)
    }
    for (const _ of [1, 2, 3, 4]) {
      await sweepLostHolds(jobContextOf(world.system), { isAlive, most: 3 })
    }
    expect(asked.map((subjects) => subjects.length)).toEqual([3, 3, 1])
    expect(new Set(asked.flat()).size).toBe(7)
  })

  test('a job that settles at this moment is not waited for, and left alone', async () => {
    const { world, reserve, settle, balance } = await given(10)
    await reserve('job', 3)
    world.clock.jump(tenMinutes)
    await owner.transaction(async (tx) => {
      // The lock of a job that settles.
      await sql`select from payments.credit_hold where subject = 'job' for update`.execute(
        tx.kysely,
      )
      await sweepLostHolds(jobContextOf(world.system), { isAlive: async () => new Set() })
    })
    await settle('job')
    expect(await balance()).toEqual({ available: 7, held: 0, spent: 3 })
  })
})

async function refusedBy(forge: RawBuilder<unknown>): Promise<string> {
  try {
    await database.transaction((tx) => forge.execute(tx.kysely))
    return 'nobody'
  } catch (error) {
    const found = databaseError(error)
    return found?.constraint ?? found?.message ?? String(error)
  }
}

describe('the database', () => {
  test.each([
    ['make up a balance', sql`update payments.credit_account set available = 1000`],
    ['change an entry', sql`update payments.credit_entry set amount = 1`],
    ['delete an entry', sql`delete from payments.credit_entry`],
    ['change a movement', sql`update payments.credit_transaction set kind = 'bought'`],
    ['make things cheaper', sql`update payments.credit_price set credits = 1`],
    ['change what a hold costs', sql`update payments.credit_hold set cost = 1`],
  ])('does not let the application %s', async (_, forge) => {
    expect(await refusedBy(forge)).toContain('permission denied')
  })

  test('refuses an entry in a movement that is over, and a movement of one side', async () => {
    const { world } = await given(5)
    const late = sql`insert into payments.credit_entry (transaction_id, account, amount)
      select id, 'spent', 1 from payments.credit_transaction
      where organisation_id = ${world.organisationId}`
    expect(await refusedBy(late)).toBe('credit_entry_open_transaction')
    const oneSided = sql`with head as (
        insert into payments.credit_transaction (id, organisation_id, number, kind, cause_id,
          available_after, actor_id, reason, happened_at)
        values (uuidv7(), ${world.organisationId}, 2, 'adjusted', uuidv7(), 5, 'x', 'x', now())
        returning id)
      select id from head`
    expect(await refusedBy(oneSided)).toBe('credits_balanced')
  })

  test.each(['available', 'held', 'spent'])('lets no balance fall below zero: %s', async (name) => {
    const { world } = await given(5)
    const forge = database.transaction(async (tx) => {
      await sql`insert into payments.credit_transaction (id, organisation_id, number, kind,
          cause_id, available_after, actor_id, reason, happened_at)
        values ('01980000-0000-7000-8000-0000000000aa', ${world.organisationId}, 2, 'adjusted',
          uuidv7(), 5, 'x', 'x', now())`.execute(tx.kysely)
      await sql`insert into payments.credit_entry values
        ('01980000-0000-7000-8000-0000000000aa', ${name}, -6)`.execute(tx.kysely)
    })
    const refused = await forge.catch((error: unknown) => databaseError(error)?.constraint)
    expect(refused).toBe(`credit_${name}`)
  })
})
