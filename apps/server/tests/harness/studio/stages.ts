import { sql } from 'kysely'
import { eventually } from '@holdfast/testing/eventually'
import { expect } from 'vitest'
import type { GivenStudio } from './given-studio.ts'
import { holdTable, type HeldTable } from './held-table.ts'
import type { Worker } from './workers.ts'

/** A place in a mix where it can be held up. */
export interface Stage {
  readonly name: string
  /** How many attempts a job takes whose worker is killed here. */
  readonly attempts: 1 | 2
  /** Starts a mix and resolves to its job when it is held up here; what holds it ends with `held`. */
  reach(studio: GivenStudio, worker: Worker, held: AsyncDisposableStack): Promise<string>
}

/** Every one, in the order in which a mix comes through them. */
export const stages: readonly Stage[] = [
  inTable('preparing', 'studio.checkpoint', 'access exclusive'),
  inProgram('normalising', 'ffmpeg', 'shot-'),
  inTable('keeping a step', 'studio.checkpoint'),
  inProgram('composing', 'ffmpeg', 'fade-'),
  inProgram('audio', 'ffmpeg', 'loudness.txt'),
  inProgram('muxing', 'ffmpeg', 'film.mp4'),
  inProgram('pictures', 'ffmpeg', 'contact-sheet.jpg'),
  inProgram('verifying', 'ffprobe', 'film.mp4'),
  inPublishing('publishing, before its files are put', 'studio.loose_file'),
  inPublishing('publishing, after its files are put', 'studio.asset'),
  afterSettling(),
]

export function stageNamed(name: string): Stage {
  const stage = stages.find((one) => one.name === name)
  if (!stage) throw new Error(`There is no stage ${name}`)
  return stage
}

function inProgram(name: string, program: 'ffmpeg' | 'ffprobe', words: string): Stage {
  return {
    name,
    attempts: 2,
    async reach(studio) {
      await studio.programs.holdNext(program, words)
      const jobId = await studio.startMix(name)
      await studio.programs.held()
      return jobId
    },
  }
}

function inTable(name: string, table: string, mode?: 'access exclusive'): Stage {
  return {
    name,
    attempts: 2,
    async reach(studio, _worker, held) {
      const lock = held.use(await holdTable(studio.ownerUrl, table, mode))
      const jobId = await studio.startMix(name)
      await lock.waitedFor()
      return jobId
    },
  }
}

/** Where everything is made, and one table is written to on the way into the library. */
function inPublishing(name: string, table: string): Stage {
  return {
    name,
    attempts: 2,
    async reach(studio, _worker, held) {
      const { jobId, lock } = await publishInto(studio, { name, table })
      held.use(lock)
      return jobId
    },
  }
}

/** The one that is told of its success last: by then everybody else may have heard of it. */
function afterSettling(): Stage {
  const name = 'publishing, after its settle'
  return {
    name,
    attempts: 1,
    async reach(studio, { line }) {
      const { jobId, lock } = await publishInto(studio, { name, table: 'studio.asset' })
      const committed = new WeakSet<object>()
      line.judge((chunk, direction, connection) => {
        if (direction === 'to-client') return committed.has(connection) ? 'drop' : 'forward'
        if (/commit/i.test(chunk.toString('latin1'))) committed.add(connection)
        return 'forward'
      })
      await lock.release()
      await eventually(async () => expect(await stateOf(studio, jobId)).toBe('succeeded'), {
        withinMs: 60_000,
      })
      return jobId
    },
  }
}

interface Publishing {
  readonly name: string
  readonly table: string
}

async function publishInto(
  studio: GivenStudio,
  { name, table }: Publishing,
): Promise<{ readonly jobId: string; readonly lock: HeldTable }> {
  const { programs } = studio
  await programs.holdNext('ffprobe', 'film.mp4')
  const jobId = await studio.startMix(name)
  const verifying = await programs.held()
  const lock = await holdTable(studio.ownerUrl, table)
  verifying.release()
  await lock.waitedFor()
  return { jobId, lock }
}

async function stateOf({ database }: GivenStudio, jobId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select state from studio.job where id = ${jobId}`.execute(database.kysely)
  return rows[0]?.state
}
