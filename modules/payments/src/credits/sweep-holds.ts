import { defineJob } from '@holdfast/kernel/jobs'
import { z } from 'zod'
import type { PaymentsJob, PaymentsTransaction } from '../parts.ts'
import { fromRow, type Hold } from './hold.ts'
import { releaseLocked } from './release-credits.ts'

/** Releases the holds of jobs that are gone without having said so. */
export const sweepHolds = defineJob({
  name: 'payments.sweepHolds',
  input: z.strictObject({}),
  deadlineMs: 60_000,
  schedule: { cron: '*/5 * * * *', timeZone: 'UTC' },
})

/** Of some jobs, by their ids, those that may still settle or release. */
export type IsAlive = (subjects: readonly string[]) => Promise<ReadonlySet<string>>

const quietMs = 10 * 60_000
const atOnce = 200

/**
 * Asks about the holds that nobody has looked at for ten minutes, those first that were looked at
 * the longest ago, and releases those whose job is gone. Whoever is just deciding about one is not
 * waited for.
 */
export async function sweepLostHolds(
  ctx: PaymentsJob,
  { isAlive, most = atOnce }: { readonly isAlive: IsAlive; readonly most?: number },
): Promise<void> {
  await ctx.settle(async (tx) => {
    const holds = await lockQuietHolds(ctx, tx, most)
    if (holds.length === 0) return
    const alive = await isAlive(holds.map(({ subject }) => subject))
    await noteLooked(ctx, tx, holds)
    for (const hold of holds) {
      if (!alive.has(hold.subject)) await releaseLocked(tx, hold, ctx.now())
    }
  })
}

async function lockQuietHolds(
  ctx: PaymentsJob,
  tx: PaymentsTransaction,
  most: number,
): Promise<readonly Hold[]> {
  const rows = await tx.kysely
    .selectFrom('payments.credit_hold')
    .selectAll()
    .where('organisation_id', '=', ctx.organisationId)
    .where('state', '=', 'held')
    .where('looked_at', '<=', new Date(ctx.now().getTime() - quietMs))
    .orderBy('looked_at')
    .limit(most)
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
  return rows.map(fromRow)
}

/** Those that are alive go to the end of the line. */
async function noteLooked(
  ctx: PaymentsJob,
  tx: PaymentsTransaction,
  holds: readonly Hold[],
): Promise<void> {
  const ids = holds.map(({ id }) => id)
  await tx.kysely
    .updateTable('payments.credit_hold')
    .set({ looked_at: ctx.now() })
    .where('id', 'in', ids)
    .execute()
}
