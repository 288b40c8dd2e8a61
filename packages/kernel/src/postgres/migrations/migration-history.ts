import type { ClientBase } from 'pg'

/** A row of `kernel.migration`. */
export interface AppliedMigration {
  readonly module: string
  readonly number: number
  readonly name: string
  readonly checksum: string
  readonly breaking: boolean
  readonly appliedAt: Date
}

/**
 * Makes the table of the histories. It exists before the first migration, the kernel's own too,
 * so it belongs to no file; the application role may read it.
 */
export const createHistory: readonly string[] = [
  'create schema if not exists kernel',
  'grant usage on schema kernel to holdfast_app',
  `create table if not exists kernel.migration (
  module text not null,
  number integer not null check (number > 0),
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamptz not null default clock_timestamp(),
  primary key (module, number)
)`,
  // Whatever the database grants by default, nobody but the owner writes a history.
  'revoke all on kernel.migration from holdfast_app',
  'grant select on kernel.migration to holdfast_app',
]

export async function historyExists(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('kernel.migration') is not null as found`,
  )
  return rows[0]?.found === true
}

/** Everything applied so far, by module and number; nothing when the database is new. */
export async function readHistory(client: ClientBase): Promise<readonly AppliedMigration[]> {
  if (!(await historyExists(client))) return []
  const { rows } = await client.query<AppliedMigration>(
    `select module, number, name, checksum, breaking, applied_at as "appliedAt"
       from kernel.migration order by module, number`,
  )
  return rows
}
