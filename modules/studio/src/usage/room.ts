import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'
import type { Usage } from '../contract.ts'
import type { StudioLimits, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

export interface Person {
  readonly organisationId: string
  readonly personId: string
}

export interface Wanted extends Person {
  readonly bytes: number
  /** Whose room is used for them; it was set aside when the upload was begun. */
  readonly uploadId?: string
}

type Limits = Pick<StudioLimits, 'maxBytesPerPerson' | 'maxOpenUploadsPerPerson'>

/**
 * In the transaction that takes room: who wants some at the same time waits for its end. Throws
 * `studio.quotaExceeded`.
 */
export async function takeRoom(
  tx: StudioTransaction,
  wanted: Wanted,
  limits: Limits,
): Promise<void> {
  await lockRoom(tx, wanted)
  const { bytes, maxBytes } = await usageOf(tx.kysely, wanted, limits)
  if (bytes + wanted.bytes > maxBytes) throw problems.quotaExceeded({ bytes, maxBytes })
}

/** Throws `studio.tooManyUploads`. Under the lock of `takeRoom`. */
export async function assertFewUploads(
  tx: StudioTransaction,
  person: Person,
  limits: Limits,
): Promise<void> {
  const { openUploads, maxOpenUploads } = await usageOf(tx.kysely, person, limits)
  if (openUploads >= maxOpenUploads) throw problems.tooManyUploads({ openUploads })
}

async function lockRoom(tx: StudioTransaction, person: Person): Promise<void> {
  await withAdvisoryLock(tx, `studio room ${person.organisationId} ${person.personId}`)
}

/**
 * What a person has in the library, with what their uploads will have, and what they may have. An
 * upload that is left out counts nothing.
 */
export async function usageOf(
  db: Kysely<StudioTables>,
  person: Person & { readonly uploadId?: string },
  limits: Limits,
): Promise<Usage> {
  const { organisationId, personId, uploadId = null } = person
  const { rows } = await sql<Usage>`
    select
      (select coalesce(sum(bytes), 0) from studio.asset
        where organisation_id = ${organisationId} and created_by = ${personId}
          and deleted_at is null)::bigint
      + (select coalesce(sum(length), 0) from studio.upload
        where organisation_id = ${organisationId} and created_by = ${personId}
          and state in ('open', 'checking')
          and id is distinct from ${uploadId}::uuid)::bigint as "bytes",
      coalesce((select max_bytes_per_person from studio.quota
        where organisation_id = ${organisationId}), ${limits.maxBytesPerPerson})::bigint as "maxBytes",
      (select count(*) from studio.upload
        where organisation_id = ${organisationId} and created_by = ${personId}
          and state = 'open')::bigint as "openUploads",
      ${limits.maxOpenUploadsPerPerson}::bigint as "maxOpenUploads"`.execute(db)
  const [usage] = rows
  if (!usage) throw new Error('a select without a table gives one row')
  return usage
}
