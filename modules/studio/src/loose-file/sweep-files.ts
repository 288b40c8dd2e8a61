import { defineJob, noInput } from '@holdfast/kernel/jobs'
import type { StudioJob, StudioParts, StudioTransaction } from '../parts.ts'
import { sweepAttemptFolders } from '../adapters/ffmpeg/attempt-folders.ts'
import { endExpiredUploads } from '../upload/end-expired-uploads.ts'

/** Removes what belongs to nothing: at once where something was deleted, else now and then. */
export const sweepFiles = defineJob({
  name: 'studio.sweepFiles',
  input: noInput,
  deadlineMs: 10 * 60_000,
  schedule: { cron: '*/10 * * * *', timeZone: 'UTC' },
})

/** In a transaction that released files. */
export async function sweepSoon(tx: Pick<StudioTransaction, 'enqueue'>): Promise<void> {
  await tx.enqueue(sweepFiles, {}, { key: 'soon' })
}

const atOnce = 200

/**
 * Ends uploads that nobody continued, and removes files that are due. A file goes before its note:
 * killed between the two it is removed once more, which is no error.
 */
export async function sweepLooseFiles(
  ctx: StudioJob,
  { files, workFolder }: Pick<StudioParts, 'files' | 'workFolder'>,
): Promise<void> {
  await sweepAttemptFolders(workFolder)
  await endExpiredUploads(ctx)
  for (;;) {
    const due = await dueFiles(ctx)
    for (const key of due) {
      ctx.signal.throwIfAborted()
      await files.remove(key)
      await ctx.kysely.deleteFrom('studio.loose_file').where('key', '=', key).execute()
    }
    if (due.length < atOnce) return
  }
}

async function dueFiles(ctx: StudioJob): Promise<readonly string[]> {
  const rows = await ctx.kysely
    .selectFrom('studio.loose_file')
    .where('due_at', '<=', ctx.now())
    .orderBy('due_at')
    .limit(atOnce)
    .select('key')
    .execute()
  return rows.map(({ key }) => key)
}
