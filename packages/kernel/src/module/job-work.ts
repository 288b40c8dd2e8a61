import type { Clock } from '../clock/clock.ts'
import type { Uuid } from '../ids/ids.ts'
import type { Attempt, JobQueue, JobWork } from '../jobs/jobs.ts'
import type { Log } from '../log/log.ts'
import type { Database } from '../postgres/postgres.ts'
import { systemActor } from './actor.ts'
import type { BoundJob, JobContext } from './bind-job.ts'
import { createContext, verbTransaction } from './create-context.ts'

export interface JobWorkParts {
  readonly database: Database<unknown>
  readonly log: Log
  readonly ids: () => Uuid
  readonly clock: Clock
  /** Takes the jobs that handlers enqueue. */
  readonly jobs: JobQueue
}

/** What a worker runs for a module's job: its handler, with the context of the job's cause. */
export function jobWork({ job, run }: BoundJob, parts: JobWorkParts): JobWork {
  return { job, run: (attempt, input) => run(jobContext(attempt, parts), input) }
}

function jobContext(attempt: Attempt, parts: JobWorkParts): JobContext<unknown> {
  const actor = systemActor(attempt.cause.organisationId)
  const { correlationId } = attempt.cause
  const ctx = createContext({ ...parts, actor, correlationId })
  const origin = { actor, correlationId, jobs: parts.jobs }
  return {
    actor,
    organisationId: ctx.organisationId,
    correlationId,
    log: ctx.log,
    ids: ctx.ids,
    now: () => ctx.now(),
    permit: (action, subject) => ctx.permit(action, subject),
    transaction: (work) => ctx.transaction(work),
    get kysely() {
      return ctx.kysely
    },
    jobId: attempt.jobId,
    attempt: attempt.attempt,
    signal: attempt.signal,
    settle: (effect) => attempt.settle((tx) => effect(verbTransaction(tx, origin))),
    progress: (data) => attempt.progress(data),
  }
}
