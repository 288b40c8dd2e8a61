import { createDatabase } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWorld, migrations, usd, type Asked, type Started } from '../fixtures/world.ts'
import { closePayment } from '../payment/close-payment.ts'
import type { DisputeSeen, Provider, RefundStatus } from '../providers/provider.ts'
import { refundPayment } from '../refund/refund-payment.ts'
import { auditLedger } from './audit-ledger.ts'
import { linesOf } from './lines.ts'

const { database, ownerUrl } = await testDatabase({ migrations })
const histories = proofSize({ reduced: 150, full: 1_000 })
const atOnce = 8

/** Numbers that look random and are the same each time. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}

const random = randomFrom(20_260_506)
const disputes = new Map<string, DisputeSeen>()
const world = createWorld({ database, disturb: moody })

/** Disputes what it was told to, and answers refunds in all ways that there are. */
function moody(sandbox: Provider): Provider {
  const answers: readonly (RefundStatus | undefined)[] = [
    undefined,
    undefined,
    { state: 'failed', failure: 'account_closed' },
    { state: 'processing' },
  ]
  return {
    ...sandbox,
    refund: async (asked) => answers[random(answers.length)] ?? sandbox.refund(asked),
    async fetchStatus(order) {
      const dispute = disputes.get(order.attemptId)
      const seen = await sandbox.fetchStatus(order)
      return dispute ? { ...seen, disputes: [dispute] } : seen
    },
  }
}

/** One thing that happens to a payment. What is refused is as good as what is done. */
const steps: readonly ((asked: Asked, started: Started) => Promise<unknown>)[] = [
  async (_, started) => world.choose(started, 'pay'),
  async (_, started) => world.choose(started, 'duplicate'),
  async (_, started) => world.choose(started, 'decline'),
  async (_, started) => world.choose(started, 'challenge', { lost: true }),
  async (asked) => refund(asked, 1 + random(12_000)),
  async (asked) => Promise.allSettled([refund(asked, 6_000), refund(asked, 6_000)]),
  async (asked) => close(asked),
  async (_, started) => dispute(started),
  async (asked) => world.choose(await world.start(asked, 'online_banking'), 'pay'),
  async () => world.work(),
]

function refund({ subject }: Asked, amount: number) {
  const { organisationId, clock } = world
  const cause = `history ${random(2 ** 30)}`
  const asked = { organisationId, subject, amount: usd(amount), reason: 'history', cause }
  return world.system.transaction((tx) => refundPayment(tx, { ...asked, now: clock.now() }))
}

function close({ subject }: Asked) {
  const closing = { organisationId: world.organisationId, subject, now: world.clock.now() }
  return world.system.transaction((tx) => closePayment(tx, closing))
}

async function dispute({ attemptId }: Started): Promise<void> {
  const states = ['open', 'won', 'lost'] as const
  const state = states[random(states.length)] ?? 'open'
  const amount = disputes.get(attemptId)?.amount ?? 1 + random(12_000)
  const seen = { providerReference: `dp_${attemptId}`, state, amount, reason: 'fraudulent' }
  disputes.set(attemptId, seen)
  const last = world.messages.findLast(({ body }) => Buffer.from(body).includes(attemptId))
  if (last) await world.deliver({ ...last }).catch(() => undefined)
}

async function live(): Promise<void> {
  const asked = await world.request()
  const started = await world.start(asked)
  // Most are paid early: only then is there something to give back.
  if (random(3) > 0) {
    await world.choose(started, 'pay')
    await world.work()
  }
  const length = 2 + random(6)
  for (let at = 0; at < length; at++) {
    const step = steps[random(steps.length)]
    await step?.(asked, started).catch(() => undefined)
  }
}

test(
  'after many random histories the books balance and every transaction sums to zero',
  { timeout: 240_000 },
  async () => {
    for (let done = 0; done < histories; done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, live))
      await world.work()
    }
    expect(await auditLedger(database.kysely)).toEqual([])
    const { rows } = await sql<{ kind: string; times: number }>`
      select split_part(kind, ':', 1) as kind, count(*) as times
      from payments.ledger_transaction group by 1`.execute(database.kysely)
    const times = new Map(rows.map((row) => [row.kind, row.times]))
    // Histories in which nothing happens would prove nothing.
    for (const kind of Object.keys(linesOf).filter((one) => one !== 'refundReturned')) {
      expect(times.get(kind) ?? 0, kind).toBeGreaterThan(0)
    }
    const unbalanced = await sql`
      select transaction_id from payments.entry group by 1 having sum(amount) <> 0`.execute(
      database.kysely,
    )
    expect(unbalanced.rows).toEqual([])
  },
)

test.each([
  ['a balance', sql`update payments.account set balance = balance + 1 where name = 'refunds'`],
  [
    'what a payment gave back',
    sql`update payments.payment set refunded = refunded + 1
    where id = (select id from payments.payment where paid - refunding - refunded - disputed > 1 limit 1)`,
  ],
  [
    'an entry',
    sql`update payments.entry set amount = amount + 1
    where id = (select id from payments.entry limit 1)`,
  ],
])('the audit finds it when somebody who may do everything changes %s', async (_, harm) => {
  const asked = await world.request()
  await world.pay(asked)
  const owner = createDatabase({
    connectionString: ownerUrl,
    applicationName: 'owner',
    poolSize: 1,
    log: { warn() {}, error() {} },
  })
  await owner
    .transaction(async (tx) => {
      await harm.execute(tx.kysely)
      expect(await auditLedger(tx.kysely)).not.toEqual([])
      throw new Error('undone on purpose')
    })
    .catch((error: unknown) => expect(String(error)).toContain('undone on purpose'))
  await owner.close()
})
