import { sleep, type Clock } from '@holdfast/kernel/clock'
import type { JobStage } from '../contract.ts'
import type { Maker } from './maker.ts'
import { percentOf, reachedOf, type Reached } from './percent.ts'
import { TimeLeft } from './time-left.ts'

/** How far it is, as it is written. */
export interface Step {
  readonly stage: JobStage
  readonly percent: number
  readonly leftMs: number | null
}

export interface ProgressParts {
  readonly stages: Maker['stages']
  readonly clock: Clock
  /** False when the job is not this attempt's any more, or shall not be made any more. */
  write(step: Step): Promise<boolean>
  /** Called once, when `write` says false. */
  onRefused(): void
  /** Called when `write` fails: what is missing comes with the next one. */
  onFailed(error: unknown): void
  /** The shortest time between two writes; 250 unless told. */
  readonly everyMs?: number
}

/** Tells how far an attempt is. Whoever reports never waits for it. */
export class Progress {
  readonly #parts: ProgressParts
  readonly #left: TimeLeft
  readonly #ended = new AbortController()
  #reached: Reached | undefined
  #mustWrite = false
  #writing: Promise<void> | undefined

  constructor(parts: ProgressParts) {
    this.#parts = parts
    this.#left = new TimeLeft(parts.clock.monotonicMs())
  }

  /** Of what goes back nothing is told: steps that run side by side report in any order. */
  report(stage: JobStage, part: number): void {
    const reached = reachedOf(this.#parts.stages, stage, part)
    if (this.#ended.signal.aborted || reached.whole < (this.#reached?.whole ?? 0)) return
    this.#reached = reached
    this.#mustWrite = true
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined))
  }

  /** Writes nothing more. Resolves when what is being written has ended. */
  async end(): Promise<void> {
    this.#ended.abort()
    await this.#writing
  }

  /** One write at a time, each of the newest: a slow database is told less, and nobody waits. */
  async #writeAll(): Promise<void> {
    const { clock, everyMs = 250 } = this.#parts
    while (this.#mustWrite && !this.#ended.signal.aborted) {
      this.#mustWrite = false
      await this.#write()
      await sleep(clock, everyMs, this.#ended.signal)
    }
  }

  async #write(): Promise<void> {
    const { clock, write, onRefused, onFailed } = this.#parts
    if (!this.#reached) return
    const { stage, whole } = this.#reached
    const leftMs = this.#left.at(clock.monotonicMs(), whole)
    try {
      if (await write({ stage, percent: percentOf(whole), leftMs })) return
      this.#ended.abort()
      onRefused()
    } catch (error) {
      onFailed(error)
    }
  }
}
