import { sleep } from '@holdfast/kernel/clock'
import { openAttemptFolder } from '../adapters/ffmpeg/attempt-folders.ts'
import { MediaStuck } from '../media/media-errors.ts'
import type { StudioJob } from '../parts.ts'
import { AttemptLost, JobCancelled } from './attempt-stop.ts'
import type { JobRecord } from './job-rows.ts'
import type { MadeFile, Maker } from './maker.ts'
import type { MakeParts } from './make-parts.ts'
import { Progress } from './progress.ts'
import { publish } from './publish.ts'
import { readOwnState, writeStep } from './write-step.ts'

/** How long what was told to stop may take to end before its attempt is over without it. */
const graceMs = 15_000

/**
 * Makes what the job is for and publishes it. Resolves to the job as it ended; throws why it did
 * not: the queue's own reason, `JobCancelled`, `AttemptLost`, or what went wrong.
 */
export async function runAttempt(
  ctx: StudioJob,
  job: JobRecord,
  parts: MakeParts & Pick<StudioJob, 'settle'>,
): Promise<JobRecord> {
  if (job.state === 'cancelling') throw new JobCancelled()
  const maker = parts.makers.get(job.kind)
  if (!maker) throw new Error(`nobody makes jobs of the kind ${job.kind} here`)
  const attempt = new Attempt(ctx, job, { ...parts, maker })
  try {
    return await attempt.run()
  } finally {
    await attempt.end()
  }
}

interface AttemptParts extends MakeParts, Pick<StudioJob, 'settle'> {
  readonly maker: Maker
}

class Attempt {
  readonly #ctx: StudioJob
  readonly #job: JobRecord
  readonly #parts: AttemptParts
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  readonly #progress: Progress
  readonly #ends: (() => void)[] = []
  #cleaned: Promise<void> = Promise.resolve()

  constructor(ctx: StudioJob, job: JobRecord, parts: AttemptParts) {
    this.#ctx = ctx
    this.#job = job
    this.#parts = parts
    this.#signal = AbortSignal.any([ctx.signal, this.#stop.signal])
    this.#progress = this.#tellProgress()
  }

  async run(): Promise<JobRecord> {
    const { clock, maker, cancellations } = this.#parts
    this.#ends.push(
      cancellations.watch(this.#job.id, () => void this.#look()),
      clock.schedule(maker.deadlineMs, () => this.#stop.abort(new MediaStuck('it took too long'))),
    )
    // Whoever cancelled it before it was watched has told nobody.
    await this.#look()
    const folder = await openAttemptFolder(this.#parts.workFolder, this.#job.id)
    const making = this.#make(folder.path)
    // Only what made it may take its folder away, and not while it still writes there.
    const removed = Promise.withResolvers<void>()
    this.#cleaned = removed.promise
    try {
      const made = await this.#unlessStopped(making)
      await this.#progress.end()
      return await publish(this.#ctx, this.#job, {
        made,
        parts: { ...this.#parts, signal: this.#signal },
      })
    } catch (error) {
      // A write that was ended says that it was aborted, and not why.
      this.#signal.throwIfAborted()
      throw error
    } finally {
      void making
        .catch(() => undefined)
        .then(() => folder[Symbol.asyncDispose]())
        .finally(removed.resolve)
    }
  }

  /** Resolves when its folder is gone, or soon. */
  async end(): Promise<void> {
    for (const end of this.#ends) end()
    const isHurried = this.#ctx.signal.aborted
    await this.#progress.end()
    await Promise.race([this.#cleaned, sleep(this.#parts.clock, isHurried ? 100 : graceMs)])
  }

  async #make(folder: string): Promise<readonly MadeFile[]> {
    this.#signal.throwIfAborted()
    const { maker, openCheckpoints } = this.#parts
    const signal = this.#signal
    return maker.make({
      ctx: this.#ctx,
      jobId: this.#job.id,
      organisationId: this.#job.organisation_id,
      input: this.#job.input,
      folder,
      signal,
      checkpoints: openCheckpoints({ ctx: this.#ctx, folder, signal }),
      report: (stage, part) => this.#progress.report(stage, part),
    })
  }

  /** Why it was stopped counts before what became of it then. */
  async #unlessStopped(making: Promise<readonly MadeFile[]>): Promise<readonly MadeFile[]> {
    const over = new AbortController()
    try {
      return await Promise.race([making, this.#givenUp(over.signal)])
    } finally {
      over.abort()
      this.#signal.throwIfAborted()
    }
  }

  /** The queue waits for half a second; what stopped it here waits until it has stopped. */
  async #givenUp(over: AbortSignal): Promise<never> {
    const { clock } = this.#parts
    await aborted(AbortSignal.any([this.#signal, over]))
    await sleep(clock, graceMs, AbortSignal.any([this.#ctx.signal, over]))
    throw this.#signal.reason ?? new Error('it has ended')
  }

  #tellProgress(): Progress {
    const { maker, clock } = this.#parts
    return new Progress({
      stages: maker.stages,
      clock,
      write: (step) => writeStep(this.#ctx.kysely, { job: this.#job, step, now: this.#ctx.now() }),
      onRefused: () => void this.#look(),
      onFailed: (err) => this.#ctx.log.warn({ err }, 'How far a job is was not written'),
    })
  }

  /** The row is the truth: who was told something looks. */
  async #look(): Promise<void> {
    try {
      const state = await readOwnState(this.#ctx.kysely, this.#job)
      if (state === 'running' || state === 'completing') return
      this.#stop.abort(state === 'cancelling' ? new JobCancelled() : new AttemptLost())
    } catch (err) {
      this.#ctx.log.warn({ err }, 'Whether a job shall go on could not be read')
    }
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
