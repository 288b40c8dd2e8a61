import { newId } from '../../ids/ids.ts'
import type { BossLog } from '../queue/boss.ts'
import type { Claim } from './claim.ts'
import type { Completions } from './completions.ts'
import { bury, concludeFailure, type Concluded, type ConcludeParts } from './conclude.ts'
import { describeError } from './failure.ts'
import { postponeOwned } from './fence.ts'
import type { JobMetrics } from './job-metrics.ts'
import type { JobWork } from './job-work.ts'
import { readInput, RunningJob, type Ending } from './running-job.ts'

export interface AttemptParts extends ConcludeParts {
  readonly completions: Completions
  readonly metrics: JobMetrics
  readonly log: BossLog
}

/** What this process holds: looked after by its heartbeats, counted by its drain. */
export type RunningJobs = Map<string, RunningJob>

/**
 * Runs one claimed job to its end, whatever that is, and writes it down under the fence. Never
 * throws: where even that fails, the missing heartbeats give the job to somebody else.
 */
export async function attemptJob(
  parts: AttemptParts,
  work: JobWork,
  { claim, running }: { readonly claim: Claim; readonly running: RunningJobs },
): Promise<void> {
  const { clock, metrics, log } = parts
  const startedAtMs = clock.monotonicMs()
  metrics.started(claim.name, claim.waitedMs)
  let outcome = 'unrecorded'
  try {
    outcome = await runAndRecord(parts, work, { claim, running })
  } catch (error) {
    log.error(
      { err: error, job: claim.name, jobId: claim.jobId },
      'The end of a job was not written',
    )
  }
  running.delete(claim.jobId)
  metrics.ended(claim.name, outcome, clock.monotonicMs() - startedAtMs)
}

async function runAndRecord(
  parts: AttemptParts,
  work: JobWork,
  { claim, running }: { readonly claim: Claim; readonly running: RunningJobs },
): Promise<string> {
  if (!claim.envelope) return buryUnread(parts, claim, new Error('Not written by this service'))
  let input: unknown
  try {
    input = readInput(work, claim)
  } catch (error) {
    return buryUnread(parts, claim, error)
  }
  const { cause } = claim.envelope
  const job = new RunningJob(parts, work, {
    claim,
    cause: { ...cause, correlationId: cause.correlationId ?? newId() },
  })
  running.set(claim.jobId, job)
  const ending = await job.run(input)
  return record(parts, work, { job, ending })
}

async function record(
  parts: AttemptParts,
  work: JobWork,
  { job, ending }: { readonly job: RunningJob; readonly ending: Ending },
): Promise<string> {
  const { claim } = job
  if (ending.kind === 'settled') return 'done'
  if (ending.kind === 'returned') {
    if (await parts.completions.complete(claim)) return 'done'
    parts.metrics.refused(claim.name)
    return 'lost'
  }
  if (ending.kind === 'failed') return fail(parts, work, { job, error: ending.error })
  if (ending.stop === 'deadline') {
    return fail(parts, work, { job, error: new Error('It took too long'), deadline: true })
  }
  if (ending.stop === 'shutdown') {
    const how = { delayMs: 0, spendsAttempt: false, output: {} }
    return (await postponeOwned(parts.pool, claim, how)) ? 'handed back' : 'lost'
  }
  return ending.stop
}

async function fail(
  parts: AttemptParts,
  work: JobWork,
  { job, error, deadline = false }: { job: RunningJob; error: unknown; deadline?: boolean },
): Promise<string> {
  const { claim, cause } = job
  const concluded = await concludeFailure(parts, work.job, { claim, error, deadline })
  report(parts.log, claim, { concluded, error, correlationId: cause.correlationId })
  return concluded.became === 'lost' ? 'lost' : concluded.failure.class
}

/** Nothing was tried with it: a newer or an older version may understand it, and replays it then. */
async function buryUnread(parts: AttemptParts, claim: Claim, error: unknown): Promise<string> {
  const concluded = await bury(parts, claim, {
    class: 'permanent',
    reason: claim.envelope ? 'invalid input' : 'not ours',
    attempts: 0,
    error: describeError(error),
    at: parts.clock.now().toISOString(),
  })
  const correlationId = claim.envelope?.cause.correlationId
  report(parts.log, claim, { concluded, error: undefined, correlationId })
  return concluded.became === 'lost' ? 'lost' : 'permanent'
}

function report(
  log: BossLog,
  claim: Claim,
  told: { concluded: Concluded; error: unknown; correlationId: string | undefined },
): void {
  const { concluded, error: err, correlationId } = told
  const { became, failure } = concluded
  const facts = { job: claim.name, jobId: claim.jobId, correlationId, class: failure.class }
  // Asked to wait is no failure; the metrics count it.
  if (failure.class === 'rateLimited' && became === 'retry') return
  if (became === 'dead letter') {
    log.error({ ...facts, reason: failure.reason, err }, 'A job lies among the dead letters')
  } else if (became === 'retry') {
    log.warn({ ...facts, attempts: failure.attempts, err }, 'A job failed and will be tried again')
  } else log.warn(facts, 'A job was not ours any more when it ended')
}
