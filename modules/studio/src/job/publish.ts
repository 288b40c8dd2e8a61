import type { StoredFile } from '@holdfast/kernel/files'
import { newId } from '@holdfast/kernel/ids'
import { openFile } from '../adapters/attempt-files/attempt-files.ts'
import { adoptLooseFiles, giveUpLooseFiles } from '../loose-file/loose-files.ts'
import type { StudioJob, StudioParts, StudioTransaction } from '../parts.ts'
import { AttemptLost, JobCancelled } from './attempt-stop.ts'
import { changeJob, creditsOf, type JobRecord } from './job-rows.ts'
import type { MadeFile } from './maker.ts'
import { endJob, endWithoutResult, lockOwned } from './own-job.ts'

export interface PublishParts extends Pick<StudioParts, 'files' | 'credits'> {
  readonly signal: AbortSignal
  readonly settle: StudioJob['settle']
}

interface Kept {
  readonly made: MadeFile
  readonly file: StoredFile
  readonly preview: StoredFile | undefined
}

/**
 * Puts what was made into its place and publishes it: assets, credits and the job's success, in the
 * one transaction that completes the job in the queue. Whatever happens before it, nothing of it is
 * there; whatever happens after it, all of it. Throws `AttemptLost` when the job is another
 * attempt's, and `JobCancelled` when somebody cancelled it first.
 */
export async function publish(
  ctx: StudioJob,
  job: JobRecord,
  { made, parts }: { readonly made: readonly MadeFile[]; readonly parts: PublishParts },
): Promise<JobRecord> {
  await complete(ctx, job)
  const keys = new Keys(ctx, job, parts)
  try {
    const kept: Kept[] = []
    for (const one of made) kept.push(await keep(one, keys))
    return await settle(ctx, job, { kept, keys, parts })
  } catch (error) {
    // Of a commit whose outcome is unknown it gives up nothing: published files are noted no more.
    await keys.giveUp()
    throw error
  }
}

/** From here on it is written and not made any more. */
async function complete(ctx: StudioJob, job: JobRecord): Promise<void> {
  await ctx.transaction(async (tx) => {
    const owned = await requireRunning(tx, job)
    await changeJob(tx, owned, {
      state: 'completing',
      stage: 'publishing',
      percent: 99,
      left_ms: null,
      changed_at: ctx.now(),
    })
  })
}

async function requireRunning(tx: StudioTransaction, job: JobRecord): Promise<JobRecord> {
  const owned = await lockOwned(tx, job)
  if (!owned) throw new AttemptLost()
  if (owned.state === 'cancelling') throw new JobCancelled()
  return owned
}

/** The files of an attempt that belong to nothing yet: each is noted before its first byte. */
class Keys {
  readonly #ctx: StudioJob
  readonly #job: JobRecord
  readonly #parts: PublishParts
  readonly #noted: string[] = []

  constructor(ctx: StudioJob, job: JobRecord, parts: PublishParts) {
    this.#ctx = ctx
    this.#job = job
    this.#parts = parts
  }

  get all(): readonly string[] {
    return this.#noted
  }

  async put(path: string, contentType: string): Promise<StoredFile> {
    const { files, signal } = this.#parts
    signal.throwIfAborted()
    const key = files.newKey()
    await this.#note(key)
    const { bytes, content } = await openFile(path)
    const stored = await files.put(content, { key, contentType, maxBytes: bytes, signal })
    if (stored.bytes !== bytes || bytes === 0) throw new Error('A file was stored in part')
    return stored
  }

  async #note(key: string): Promise<void> {
    const { queue_id, claim } = this.#job
    await this.#ctx.kysely
      .insertInto('studio.loose_file')
      .values({ key, queue_id, claim, since: this.#ctx.now() })
      .execute()
    this.#noted.push(key)
  }

  /** Where even that fails, the search for attempts that are over finds them. */
  async giveUp(): Promise<void> {
    await giveUpLooseFiles(this.#ctx, this.#noted, this.#ctx.now()).catch((error: unknown) =>
      this.#ctx.log.warn({ err: error }, 'Files of an attempt were not given up yet'),
    )
  }
}

async function keep(made: MadeFile, keys: Keys): Promise<Kept> {
  const file = await keys.put(made.path, made.asset.contentType)
  const preview =
    made.previewPath === undefined ? undefined : await keys.put(made.previewPath, 'image/webp')
  return { made, file, preview }
}

interface Settling {
  readonly kept: readonly Kept[]
  readonly keys: Keys
  readonly parts: PublishParts
}

async function settle(
  ctx: StudioJob,
  job: JobRecord,
  { kept, keys, parts }: Settling,
): Promise<JobRecord> {
  let ended: JobRecord = job
  await parts.settle(async (tx) => {
    const owned = await lockOwned(tx, job)
    if (!owned) throw new AttemptLost()
    const now = ctx.now()
    if (owned.state === 'cancelling') {
      await giveUpLooseFiles(tx, keys.all, now)
      const end = { state: 'cancelled', now } as const
      ended = await endWithoutResult(tx, owned, { end, credits: parts.credits })
      return
    }
    await adoptLooseFiles(tx, keys.all)
    for (const one of kept) await addAsset(tx, owned, { one, now })
    await parts.credits.settle(tx, creditsOf(owned, now))
    ended = await endJob(tx, owned, {
      state: 'succeeded',
      stage: null,
      percent: 100,
      changed_at: now,
    })
  })
  return ended
}

async function addAsset(
  tx: StudioTransaction,
  job: JobRecord,
  { one, now }: { readonly one: Kept; readonly now: Date },
): Promise<void> {
  const { made, file, preview } = one
  const { asset, part } = made
  const id = newId()
  await tx.kysely
    .insertInto('studio.asset')
    .values({
      id,
      organisation_id: job.organisation_id,
      kind: asset.kind,
      origin: asset.origin,
      name: asset.name,
      content_type: asset.contentType,
      key: file.key,
      bytes: file.bytes,
      sha256: file.sha256,
      demuxer: asset.demuxer ?? null,
      width: asset.width ?? null,
      height: asset.height ?? null,
      duration_ms: asset.durationMs ?? null,
      has_audio: asset.hasAudio ?? false,
      preview_key: preview?.key ?? null,
      label: asset.label ?? null,
      attribution: asset.attribution ?? null,
      job_id: job.id,
      part,
      created_by: job.created_by,
      created_at: now,
    })
    .execute()
  await tx.emit('studio.assetAdded', { assetId: id, kind: asset.kind }, id)
}
