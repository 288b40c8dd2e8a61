import { sql, type Kysely } from 'kysely'
import type { Transaction } from '../../postgres/postgres.ts'
import { deadLetterQueue, wakeChannel } from '../queue/boss.ts'
import { toDeadLetter, type DeadLetter, type DeadLetterRow } from './dead-letter.ts'

export interface DeadLetterQuery {
  /** Only those that were enqueued for it. */
  readonly organisationId?: string | undefined
  readonly job?: string | undefined
  /** 1 to 100. */
  readonly limit: number
  /** Where the page before ended. */
  readonly cursor?: string | undefined
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[]
  readonly nextCursor?: string
}

export interface DeadLetterAddress {
  readonly jobId: string
  readonly organisationId?: string | undefined
}

/** The pool or a transaction. */
export interface DeadLetterSource {
  readonly kysely: Kysely<unknown>
}

/** The newest first. */
export async function listDeadLetters(
  source: DeadLetterSource,
  { organisationId, job, limit, cursor }: DeadLetterQuery,
): Promise<DeadLetterPage> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const { rows } = await sql<DeadLetterRow & { readonly id: string; readonly at: string }>`
    select *, created_on::text as at from pgboss.job
     where name = ${deadLetterQueue} and state = 'created'
       and ${ofOrganisation(organisationId)}
       and (${job ?? null}::text is null or source_name = ${job ?? null})
       and (${after?.at ?? null}::text is null
            or (created_on, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by created_on desc, id desc limit ${limit + 1}`.execute(source.kysely)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: page.map(toDeadLetter), ...(last ? { nextCursor: `${last.id}@${last.at}` } : {}) }
}

/** How many there are of each job, the name first. */
export async function countDeadLetters(
  source: DeadLetterSource,
  { organisationId }: Pick<DeadLetterQuery, 'organisationId'>,
): Promise<readonly { readonly job: string; readonly count: number }[]> {
  const { rows } = await sql<{ readonly job: string; readonly count: number }>`
    select source_name as job, count(*)::int as count from pgboss.job
     where name = ${deadLetterQueue} and state = 'created' and ${ofOrganisation(organisationId)}
     group by source_name order by source_name`.execute(source.kysely)
  return rows
}

const cursorPattern = /^([0-9a-f-]{36})@(\d{4}-[\d:. +-]{10,40})$/

function readCursor(cursor: string): { id: string; at: string } | undefined {
  const [, id, at] = cursorPattern.exec(cursor) ?? []
  return id !== undefined && at !== undefined ? { id, at } : undefined
}

/** Undefined when there is none, or not for that organisation. */
export async function findDeadLetter(
  source: DeadLetterSource,
  address: DeadLetterAddress,
): Promise<DeadLetter | undefined> {
  const { rows } = await sql<DeadLetterRow>`
    select * from pgboss.job where ${at(address)}`.execute(source.kysely)
  return rows[0] && toDeadLetter(rows[0])
}

/** Drops it for good. False when it was not there. */
export async function discardDeadLetter(
  tx: Transaction<unknown>,
  address: DeadLetterAddress,
): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from pgboss.job where ${at(address)}`.execute(
    tx.kysely,
  )
  return numAffectedRows === 1n
}

export type Replay = 'replayed' | 'not found' | 'waiting already' | 'unknown job'

/**
 * Makes it a job again: the same id, input and cause, with all its attempts, due at once. One
 * whose key waits already stays where it is.
 */
export async function replayDeadLetter(
  tx: Transaction<unknown>,
  address: DeadLetterAddress,
): Promise<Replay> {
  const { rows } = await sql<DeadLetterRow>`
    select * from pgboss.job where ${at(address)} for update`.execute(tx.kysely)
  const [letter] = rows
  if (!letter) return 'not found'
  const { source_name: name, source_id: jobId } = letter
  await sql`delete from pgboss.job where name = ${name} and id = ${jobId} and state = 'failed'`.execute(
    tx.kysely,
  )
  const inserted = await sql`${insertAgain(jobId)}`.execute(tx.kysely)
  if (inserted.rows.length === 0)
    return (await isKnown(tx, name)) ? 'waiting already' : 'unknown job'
  await discardDeadLetter(tx, address)
  await sql`select pg_notify(${wakeChannel}, ${name})`.execute(tx.kysely)
  return 'replayed'
}

/** Its claims are counted on, so that no attempt from before owns it: a frozen one may thaw. */
function insertAgain(jobId: string) {
  return sql`
    insert into pgboss.job (
      id, name, data, priority, retry_count, retry_limit, retry_backoff, retry_delay, expire_seconds,
      start_after, created_on, keep_until, deletion_seconds, policy, singleton_key,
      heartbeat_seconds, dead_letter)
    select l.source_id, q.name, l.data, l.priority, l.source_retry_count + 1,
           q.retry_limit + l.source_retry_count + 1, q.retry_backoff, q.retry_delay,
           q.expire_seconds, now(), now(), now() + q.retention_seconds * interval '1s',
           q.deletion_seconds, q.policy, l.singleton_key, q.heartbeat_seconds, q.dead_letter
      from pgboss.job l join pgboss.queue q on q.name = l.source_name
     where l.name = ${deadLetterQueue} and l.source_id = ${jobId}
    on conflict do nothing
    returning id`
}

async function isKnown(tx: Transaction<unknown>, name: string): Promise<boolean> {
  const { rows } = await sql`select from pgboss.queue where name = ${name}`.execute(tx.kysely)
  return rows.length === 1
}

function at({ jobId, organisationId }: DeadLetterAddress) {
  return sql`name = ${deadLetterQueue} and state = 'created' and source_id = ${jobId}
    and ${ofOrganisation(organisationId)}`
}

function ofOrganisation(organisationId: string | undefined) {
  const wanted = organisationId ?? null
  return sql`(${wanted}::text is null or data -> 'cause' ->> 'organisationId' = ${wanted})`
}
