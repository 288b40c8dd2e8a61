import type { Job, JobKind } from '../contract.ts'
import type { StudioContext, StudioParts, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { jobOnWire } from './job-on-wire.ts'
import {
  countOpenJobs,
  lockPerson,
  operationOf,
  tellJob,
  type JobRecord,
  type Person,
} from './job-rows.ts'
import { makeJobs } from './make-jobs.ts'

export interface WantedJob {
  readonly kind: JobKind
  /** For people: one line. */
  readonly title: string
  /** Everything that its maker needs, as it is now: JSON. */
  readonly input: unknown
  readonly projectId?: string
  readonly variant?: number
  readonly seed?: number
}

export interface StartParts {
  /** The caller's: the jobs are there exactly when it is committed. */
  readonly tx: StudioTransaction
  readonly parts: Pick<StudioParts, 'credits' | 'limits'>
}

/**
 * Starts these jobs, all or none of them: in the caller's transaction, with the credits of each set
 * aside. Whether the caller may has been asked. Throws `studio.tooManyJobs` and
 * `payments.insufficientCredits`; nothing else may be done in the transaction then.
 */
export async function startJobs(
  ctx: StudioContext,
  wanted: readonly WantedJob[],
  { tx, parts }: StartParts,
): Promise<readonly Job[]> {
  const person = { organisationId: ctx.organisationId, personId: ctx.actor.id }
  const open = await assertRoom(tx, person, { more: wanted.length, limits: parts.limits })
  await requireCredits(ctx, wanted, { tx, parts })
  const jobs: JobRecord[] = []
  for (const [index, one] of wanted.entries()) {
    jobs.push(await startOne(ctx, one, { tx, parts, place: open + index + 1 }))
  }
  return jobs.map((job) => jobOnWire(job))
}

/** Looked at together, so that whoever has too few is told what all of them need. */
async function requireCredits(
  ctx: StudioContext,
  wanted: readonly WantedJob[],
  { tx, parts }: StartParts,
): Promise<void> {
  const { organisationId } = ctx
  const groups = Map.groupBy(wanted, ({ kind }) => operationOf(kind))
  for (const [operation, { length: quantity }] of groups) {
    await parts.credits.require(tx, { organisationId, operation, quantity, now: ctx.now() })
  }
}

interface Room {
  readonly more: number
  readonly limits: StudioParts['limits']
}

/** How many jobs of a person are open. Throws `studio.tooManyJobs` when there is no room for more. */
export async function assertRoom(
  tx: StudioTransaction,
  person: Person,
  { more, limits }: Room,
): Promise<number> {
  await lockPerson(tx, person)
  const open = await countOpenJobs(tx.kysely, person)
  const most = limits.maxOpenJobsPerPerson
  if (open + more > most) throw problems.tooManyJobs({ open, more, most })
  return open
}

interface OneStart extends StartParts {
  /** Which of the person's open jobs it is, from 1. */
  readonly place: number
}

async function startOne(
  ctx: StudioContext,
  wanted: WantedJob,
  { tx, parts, place }: OneStart,
): Promise<JobRecord> {
  const { kind, title, input } = wanted
  const { organisationId } = ctx
  const id = ctx.ids()
  const now = ctx.now()
  const credits = await parts.credits.reserve(tx, {
    organisationId,
    subject: `${id}.1`,
    operation: operationOf(kind),
    now,
  })
  const queueId = await enqueueRun(tx, { id, kind, place })
  const job = await tx.kysely
    .insertInto('studio.job')
    .values({
      id,
      organisation_id: organisationId,
      kind,
      title,
      input: JSON.stringify(input),
      state: 'queued',
      queue_id: queueId,
      project_id: wanted.projectId ?? null,
      variant: wanted.variant ?? null,
      seed: wanted.seed ?? null,
      credits,
      last_event: 1,
      created_by: ctx.actor.id,
      correlation_id: ctx.correlationId,
      created_at: now,
      changed_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tellJob(tx.kysely, job)
  await tx.emit('studio.jobQueued', { jobId: id, kind }, id)
  return job
}

/**
 * Puts a run into the queue. The first jobs of everybody come before the second ones of anybody, so
 * that nobody waits behind all that somebody else has asked for.
 */
export function enqueueRun(
  tx: StudioTransaction,
  { id, kind, place }: { readonly id: string; readonly kind: JobKind; readonly place: number },
): Promise<string> {
  return tx.enqueue(makeJobs[kind], { jobId: id }, { priority: -place })
}
