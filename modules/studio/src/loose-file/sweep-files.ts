import { defineJob, noInput } from '@holdfast/kernel/jobs'
import type { StudioJob, StudioParts, StudioTransaction } from '../parts.ts'
import { sweepAttemptFolders } from '../adapters/ffmpeg/attempt-folders.ts'
import { endExpiredUploads } from '../upload/end-expired-uploads.ts'
import { refuseForsakenUploads } from '../upload/refuse-forsaken-uploads.ts'

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
 * Ends uploads that nobody continued, or nobody looks at any more, and removes files that are due.
 * A file goes before its note: killed between the two it is removed once more, which is no error.
 */
export async function sweepLooseFiles(
  ctx: StudioJob,
  { files, workFolder }: Pick<StudioParts, 'files' | 'workFolder'>,
): Promise<void> {
  await files.sweep()
  await sweepAttemptFolders(workFolder)
  await endExpiredUploads(ctx)
  await refuseForsakenUploads(ctx)
  for (;;) {
    const due = await dueFiles(ctx)
    for (const key of due) {
      ctx.signal.throwIfAborted()
      await removeUnlessAdopted(ctx, key, files)
    }
    if (due.length < atOnce) return
  }
}

/** Under the lock of its note: who adopts the file meanwhile waits, and is told that it is gone. */
async function removeUnlessAdopted(
  ctx: StudioJob,
  key: string,
  files: StudioParts['files'],
): Promise<void> {
  await ctx.transaction(async ({ kysely }) => {
    const note = await kysely
      .selectFrom('studio.loose_file')
      .where('key', '=', key)
      .forUpdate()
      .select('key')
      .executeTakeFirst()
    if (!note) return
    await files.remove(key)
    await kysely.deleteFrom('studio.loose_file').where('key', '=', key).execute()
  })
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
