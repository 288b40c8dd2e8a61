import type { Kysely, Selectable, Updateable } from 'kysely'
import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import type { JobKind, JobState } from '../contract.ts'
import type { StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'
import { endedStates, isEnded } from './states.ts'

type Db = Kysely<StudioTables>
type Table = StudioTables['studio.job']

/** A job as it is kept. */
export type JobRecord = Selectable<Table>

interface Reach {
  readonly organisationId: string
}

/** The jobs of an organisation; `j` can be filtered on. */
export function selectJobs(db: Db, { organisationId }: Reach) {
  return db
    .selectFrom('studio.job as j')
    .where('j.organisation_id', '=', organisationId)
    .selectAll('j')
}

/** Throws `studio.unknownJob`: another organisation's is as good as none. */
export async function requireJob(db: Db, reach: Reach, id: string): Promise<JobRecord> {
  const job = await selectJobs(db, reach).where('j.id', '=', id).executeTakeFirst()
  if (!job) throw problems.unknownJob({ id })
  return job
}

/** `requireJob` that lets nobody else change it until the transaction ends. */
export async function lockJob(db: Db, reach: Reach, id: string): Promise<JobRecord> {
  const job = await findLocked(db, reach, id)
  if (!job) throw problems.unknownJob({ id })
  return job
}

/** `lockJob` where it may be gone. */
export function findLocked(db: Db, reach: Reach, id: string): Promise<JobRecord | undefined> {
  return selectJobs(db, reach).where('j.id', '=', id).forNoKeyUpdate('j').executeTakeFirst()
}

/**
 * Nobody else counts the jobs of that person until the transaction ends. Taken before any job is
 * locked.
 */
export async function lockPerson(tx: StudioTransaction, person: Person): Promise<void> {
  await withAdvisoryLock(tx, `studio jobs ${person.organisationId} ${person.personId}`)
}

export interface Person {
  readonly organisationId: string
  readonly personId: string
}

/** How many jobs of a person wait or run. */
export async function countOpenJobs(db: Db, person: Person): Promise<number> {
  const { count } = await openJobsOf(db, person).executeTakeFirstOrThrow()
  return count
}

/** The open jobs of a person, counted; `j` can be filtered on. */
export function openJobsOf(db: Db, { organisationId, personId }: Person) {
  return (
    db
      .selectFrom('studio.job as j')
      .where('j.organisation_id', '=', organisationId)
      .where('j.created_by', '=', personId)
      // As the index has it.
      .where('j.state', 'not in', endedStates)
      .select((select) => select.fn.countAll<number>().as('count'))
  )
}

export interface JobChange extends Omit<Updateable<Table>, 'last_event' | 'ended_at' | 'id'> {
  readonly state: JobState
  readonly changed_at: Date
}

/** Changes a locked job and tells of it, in one transaction. */
export async function changeJob(
  tx: StudioTransaction,
  { id }: Pick<JobRecord, 'id'>,
  change: JobChange,
): Promise<JobRecord> {
  const job = await tx.kysely
    .updateTable('studio.job')
    .set((column) => ({
      ...change,
      ended_at: isEnded(change.state) ? change.changed_at : null,
      last_event: column('last_event', '+', 1),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await tellJob(tx.kysely, job)
  return job
}

/** Writes the next event of a job: as it is now. Whoever calls it holds its lock. */
export async function tellJob(db: Db, job: JobRecord): Promise<void> {
  await db
    .insertInto('studio.job_event')
    .values({
      job_id: job.id,
      number: job.last_event,
      state: job.state,
      stage: job.stage,
      percent: job.percent,
      left_ms: job.left_ms,
      attempt: job.attempt,
      failure: job.failure && JSON.stringify(job.failure),
      at: job.changed_at,
    })
    .execute()
}

/** What the credits of a run are held under. */
export function creditsOf(job: JobRecord, now: Date) {
  return { organisationId: job.organisation_id, subject: `${job.id}.${job.run}`, now }
}

/** What it is called in the prices. */
export function operationOf(kind: JobKind): string {
  return `studio.${kind}`
}
