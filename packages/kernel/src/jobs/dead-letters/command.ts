import { isUuid } from '../../ids/ids.ts'
import type { Database } from '../../postgres/postgres.ts'
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from './dead-letters.ts'
import type { DeadLetter } from './dead-letter.ts'

export interface DeadLettersCommandParts {
  readonly database: Database<unknown>
  /** Receives finished lines, without line ends. */
  readonly write: (line: string) => void
}

export const deadLettersUsage =
  'dead-letters list [JOB-NAME] | replay JOB-ID | replay JOB-NAME | discard JOB-ID'

export type DeadLettersCommand =
  | { readonly name: 'list'; readonly job: string | undefined }
  | { readonly name: 'replay' | 'discard'; readonly jobId: string }
  | { readonly name: 'replay all'; readonly job: string }

/** Undefined when the words make no sense: say `deadLettersUsage`, before anything is opened. */
export function readDeadLettersCommand([name, what, ...rest]: readonly string[]):
  | DeadLettersCommand
  | undefined {
  if (rest.length > 0) return undefined
  if (name === 'list') return { name, job: what }
  if (what === undefined || (name !== 'replay' && name !== 'discard')) return undefined
  if (isUuid(what)) return { name, jobId: what }
  return name === 'replay' ? { name: 'replay all', job: what } : undefined
}

/** Resolves to the exit code: 1 when something asked for was not there or could not be done. */
export async function runDeadLettersCommand(
  command: DeadLettersCommand,
  parts: DeadLettersCommandParts,
): Promise<number> {
  if (command.name === 'list') return list(command.job, parts)
  if (command.name === 'replay all') return replayAll(command.job, parts)
  if (command.name === 'replay') return replay(command.jobId, parts)
  return discard(command.jobId, parts)
}

async function list(job: string | undefined, parts: DeadLettersCommandParts): Promise<number> {
  let count = 0
  for await (const letter of lettersOf(job, parts)) {
    count += 1
    parts.write(describe(letter))
  }
  parts.write(`${count} dead letters`)
  return 0
}

async function replay(jobId: string, { database, write }: DeadLettersCommandParts) {
  const outcome = await database.transaction((tx) => replayDeadLetter(tx, { jobId }))
  write(`${jobId} ${outcome}`)
  return outcome === 'replayed' ? 0 : 1
}

/** Those that are there now; one that fails again is not tried again here. */
async function replayAll(job: string, parts: DeadLettersCommandParts): Promise<number> {
  const jobIds: string[] = []
  for await (const { jobId } of lettersOf(job, parts)) jobIds.push(jobId)
  let code = 0
  for (const jobId of jobIds) code = Math.max(code, await replay(jobId, parts))
  parts.write(`${jobIds.length} dead letters`)
  return code
}

async function discard(jobId: string, { database, write }: DeadLettersCommandParts) {
  const done = await database.transaction((tx) => discardDeadLetter(tx, { jobId }))
  write(`${jobId} ${done ? 'discarded' : 'not found'}`)
  return done ? 0 : 1
}

async function* lettersOf(
  job: string | undefined,
  { database }: DeadLettersCommandParts,
): AsyncGenerator<DeadLetter> {
  let cursor: string | undefined
  do {
    const page = await listDeadLetters(database, { job, limit: 100, cursor })
    yield* page.items
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

function describe(letter: DeadLetter): string {
  const { jobId, job, failedAt, reason, attempts, error } = letter
  const { type, message, code } = error
  const said = [type, code, message].filter(Boolean).join(': ')
  return `${failedAt.toISOString()} ${jobId} ${job} ${letter.class}, ${reason} after ${attempts}: ${said}`
}
