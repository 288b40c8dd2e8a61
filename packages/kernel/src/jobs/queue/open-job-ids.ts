import { sql, type Kysely } from 'kysely'

/**
 * Which of these jobs still wait or run, as the pool or a transaction sees it. The others have
 * ended, lie among the dead letters, or are gone.
 */
export async function openJobIds(
  source: { readonly kysely: Kysely<unknown> },
  jobIds: readonly string[],
): Promise<ReadonlySet<string>> {
  // The names first: the primary key is (name, id).
  const { rows } = await sql<{ readonly id: string }>`
    select id from pgboss.job
     where name in (select name from pgboss.queue) and id = any(${jobIds}::uuid[])
       and state < 'completed'`.execute(source.kysely)
  return new Set(rows.map(({ id }) => id))
}
