import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { outcomeOf, purseOf, type Purse } from '../fixtures/purse.ts'
import { createWorld, migrations } from '../fixtures/world.ts'
import { addBoughtCredits } from './add-bought-credits.ts'
import { auditCredits } from './audit-credits.ts'
import { createCreditModel, type CreditModel } from '../fixtures/credit-model.ts'

const { database } = await testDatabase({ migrations })
const histories = proofSize({ reduced: 24, full: 400 })
const length = 40

/** Numbers that look random and are the same each time. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Random = ReturnType<typeof randomFrom>

interface Live {
  readonly purse: Purse & {
    topUp(): Promise<void>
    /** Gives some of the money of a top-up back, the first being 0. */
    giveBackOf(nth: number, amount: number): Promise<unknown>
    tops(): number
  }
  readonly model: CreditModel
  readonly random: Random
}

/** One step, done to both: what they answer must be the same. */
const steps: readonly ((live: Live) => Promise<void>)[] = [
  (live) => both(live, 'reserve', aJob(live), 1 + live.random(3)),
  (live) => both(live, 'reserve', aJob(live), 1 + live.random(3)),
  (live) => both(live, 'settle', aJob(live), live.random(5)),
  (live) => both(live, 'settle', aJob(live), undefined),
  (live) => both(live, 'release', aJob(live)),
  (live) => both(live, 'refund', aJob(live), 1 + live.random(4)),
  (live) => both(live, 'adjust', live.random(2) === 0 ? 1 + live.random(9) : -1 - live.random(9)),
  (live) => (live.random(4) === 0 ? both(live, 'topUp') : giveBack(live)),
]

async function giveBack({ purse, random, ...live }: Live): Promise<void> {
  if (purse.tops() === 0) return
  await both({ purse, random, ...live }, 'giveBack', random(purse.tops()), 1 + random(900))
}

/** One of a few, so that they meet again. */
const aJob = ({ random }: Live) => `job ${random(5)}`

const doers = {
  reserve: ({ purse }: Live, job: string, quantity: number) => purse.reserve(job, quantity),
  settle: ({ purse }: Live, job: string, actual?: number) => purse.settle(job, actual),
  release: ({ purse }: Live, job: string) => purse.release(job),
  refund: ({ purse }: Live, job: string, credits: number) => purse.adjust(credits, job),
  adjust: ({ purse }: Live, credits: number) => purse.adjust(credits),
  topUp: ({ purse }: Live) => purse.topUp(),
  giveBack: ({ purse }: Live, nth: number, amount: number) => purse.giveBackOf(nth, amount),
} as const

async function both(live: Live, name: keyof typeof doers, ...args: readonly unknown[]) {
  const act = doers[name] as (live: Live, ...args: readonly unknown[]) => Promise<unknown>
  const expected = live.model.do(name, args)
  expect([name, args, await outcomeOf(act(live, ...args))]).toEqual([name, args, expected])
  const { purse, model } = live
  expect([name, args, await purse.balance()]).toEqual([name, args, model.balance()])
  expect([name, args, await purse.owed()]).toEqual([name, args, model.owed()])
}

// The sandbox reports for every business of the database: one at a time pays.
let paying: Promise<unknown> = Promise.resolve()

function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = paying.then(work)
  paying = turn.catch(() => undefined)
  return turn
}

function begin(seed: number): Live {
  const world = createWorld({ database })
  const purse = purseOf(world)
  const bought: string[] = []
  const topUp = async () => {
    const payment = await purse.buy('duplicate')
    bought.push(payment.id)
    const events = await world.events({ id: payment.id, subject: payment.id })
    const settled = events.filter(({ type }) => type === 'payment.settled')
    for (const event of [...settled, ...settled]) {
      await database.transaction((tx) => addBoughtCredits(event, tx))
    }
  }
  return {
    purse: {
      ...purse,
      topUp: () => inTurn(topUp),
      giveBackOf: (nth, amount) => purse.giveBack(bought[nth] ?? '', amount),
      tops: () => bought.length,
    },
    model: createCreditModel(),
    random: randomFrom(seed),
  }
}

test(
  'random histories of reserve, settle, release, top-up, refund and adjust end as the model says',
  { timeout: 240_000 },
  async () => {
    const seen = new Set<string>()
    const live = async (seed: number) => {
      const one = begin(seed)
      for (let at = 0; at < length; at++) await steps[one.random(steps.length)]?.(one)
      for (const outcome of one.model.outcomes) seen.add(outcome)
    }
    for (let done = 0; done < histories; done += 8) {
      await Promise.all(Array.from({ length: 8 }, (_, nth) => live(20_260_506 + done + nth)))
    }
    expect(await auditCredits(database.kysely)).toEqual([])
    const unbalanced = await sql`
      select transaction_id from payments.credit_entry group by 1 having sum(amount) <> 0`.execute(
      database.kysely,
    )
    expect(unbalanced.rows).toEqual([])
    // Histories in which nothing happens would prove nothing.
    expect([...seen].toSorted()).toEqual(everyOutcome)
  },
)

const everyOutcome = [
  'adjust done',
  'adjust payments.insufficientCredits',
  'giveBack done',
  'giveBack payments.refundTooLarge',
  'refund done',
  'refund payments.creditsRefundTooLarge',
  'refund payments.unknownHold',
  'release done',
  'release payments.holdDecided',
  'release payments.unknownHold',
  'reserve done',
  'reserve payments.holdDecided',
  'reserve payments.insufficientCredits',
  'reserve payments.otherHold',
  'settle done',
  'settle payments.holdDecided',
  'settle payments.unknownHold',
  'settle payments.usedTooMuch',
  'topUp done',
]
