import { defineJob, noInput } from '@holdfast/kernel/jobs'
import { releaseFiles } from '../loose-file/loose-files.ts'
import type { StudioJob } from '../parts.ts'
import { takeOutdated, type KeptAtMost } from './checkpoint-rows.ts'

/** Keeps what steps have made within bounds. */
export const sweepCheckpoints = defineJob({
  name: 'studio.sweepCheckpoints',
  input: noInput,
  deadlineMs: 60_000,
  schedule: { cron: '17 * * * *', timeZone: 'UTC' },
})

export const usuallyKept: KeptAtMost = {
  bytes: 20_000_000_000,
  unusedMs: 14 * 24 * 3_600_000,
}

// Whoever has found a row just now has copied its file by then.
const graceMs = 3_600_000

/**
 * Forgets what nobody has used for long, and of all the rest what was used longest ago until it is
 * not too much. A job works with copies in its own folder, and makes anew what is gone.
 */
export async function forgetCheckpoints(ctx: StudioJob, most: KeptAtMost): Promise<void> {
  await ctx.transaction(async (tx) => {
    const now = ctx.now()
    const keys = await takeOutdated(tx, most, now)
    await releaseFiles(tx, keys, new Date(now.getTime() + graceMs))
  })
}
