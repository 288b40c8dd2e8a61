import type { StoredFile } from '@holdfast/kernel/files'
import { openFile, writeStream } from '../adapters/attempt-files/attempt-files.ts'
import type { OpenCheckpoints } from '../job/make-parts.ts'
import { adoptLooseFiles, giveUpLooseFiles, noteLooseFiles } from '../loose-file/loose-files.ts'
import type { StudioJob, StudioParts } from '../parts.ts'
import {
  dropCheckpoint,
  findCheckpoint,
  insertCheckpoint,
  touchCheckpoint,
  type CheckpointRecord,
} from './checkpoint-rows.ts'
import type { Step, StepResult } from './checkpoints.ts'
import { createTurns, type Turns } from './turns.ts'

/**
 * Checkpoints whose results are files beside the library's. What can not be kept is made again when
 * it is needed again: that fails no step.
 */
export function createFileCheckpoints({ files }: Pick<StudioParts, 'files'>): OpenCheckpoints {
  // Of this process: what one attempt makes the others wait for.
  const turns = createTurns()
  return (attempt) => ({
    once: (step) => new Checkpoint({ ...attempt, files, turns }, step).result(),
  })
}

interface Attempt {
  readonly ctx: StudioJob
  readonly signal: AbortSignal
  readonly files: StudioParts['files']
  readonly turns: Turns
}

class Checkpoint<Facts> {
  readonly #attempt: Attempt
  readonly #step: Step<Facts>

  constructor(attempt: Attempt, step: Step<Facts>) {
    this.#attempt = attempt
    this.#step = step
  }

  result(): Promise<StepResult<Facts>> {
    const { turns, signal } = this.#attempt
    const { organisationId, hash } = this.#id
    return turns.take(`${organisationId} ${hash}`, signal, () => this.#keptOrMade())
  }

  get #id() {
    return { organisationId: this.#attempt.ctx.organisationId, hash: this.#step.hash }
  }

  async #keptOrMade(): Promise<StepResult<Facts>> {
    const { ctx, signal } = this.#attempt
    const { path } = this.#step
    signal.throwIfAborted()
    const row = await findCheckpoint(ctx, this.#id)
    if (row && (await this.#bring(row))) {
      await touchCheckpoint(ctx, row, ctx.now())
      return { path, facts: factsOf(row) }
    }
    if (row) await ctx.transaction((tx) => dropCheckpoint(tx, row, ctx.now()))
    const facts = await this.#step.make()
    await this.#keep(facts).catch((error: unknown) => {
      signal.throwIfAborted()
      ctx.log.warn({ err: error, step: this.#step.name }, 'What a step has made was not kept')
    })
    return { path, facts }
  }

  /** Copies it into the attempt's folder; false when it is gone or damaged. */
  async #bring(row: CheckpointRecord): Promise<boolean> {
    const { ctx, files, signal } = this.#attempt
    try {
      const content = await files.read(row.key)
      const { sha256 } = await writeStream(this.#step.path, content, signal)
      if (sha256 === row.sha256) return true
      ctx.log.warn({ step: row.step, key: row.key }, 'What was kept of a step is damaged')
    } catch (error) {
      signal.throwIfAborted()
      ctx.log.warn({ err: error, step: row.step }, 'What was kept of a step can not be read')
    }
    return false
  }

  async #keep(facts: Facts): Promise<void> {
    const { ctx, files } = this.#attempt
    const key = files.newKey()
    await noteLooseFiles(ctx, [key], ctx.now())
    const file = await this.#store(key)
    const isKept = await ctx.transaction(async (tx) => {
      const kept = { ...this.#id, step: this.#step.name, file, facts, now: ctx.now() }
      const isFirst = await insertCheckpoint(tx, kept)
      if (isFirst) await adoptLooseFiles(tx, [key])
      return isFirst
    })
    if (!isKept) await giveUpLooseFiles(ctx, [key], ctx.now())
  }

  async #store(key: string): Promise<StoredFile> {
    const { files, signal } = this.#attempt
    const { bytes, content } = await openFile(this.#step.path)
    const options = { key, contentType: 'application/octet-stream', maxBytes: bytes, signal }
    const file = await files.put(content, options)
    if (file.bytes !== bytes) throw new Error('A file was not kept as it was made')
    return file
  }
}

/** What the same step wrote down: its hash says that it was this one. */
function factsOf<Facts>({ facts }: CheckpointRecord): Facts {
  return facts as Facts
}
