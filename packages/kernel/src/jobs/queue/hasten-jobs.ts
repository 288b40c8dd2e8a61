import { sql } from 'kysely'
import type { Transaction } from '../../postgres/postgres.ts'
import { wakeChannel } from './boss.ts'

/**
 * Makes jobs due at once that wait for a time, exactly when the caller's transaction is committed:
 * their number of attempts stays as it is. One that runs, has ended, or is being changed by
 * somebody else is left alone.
 */
export async function hastenJobs(
  tx: Transaction<unknown>,
  jobIds: readonly string[],
): Promise<void> {
  if (jobIds.length === 0) return
  // The names first: the primary key is (name, id).
  await sql`
    with waiting as (
      select name, id from pgboss.job
       where name in (select name from pgboss.queue) and id = any(${jobIds}::uuid[])
         and state < 'active' and start_after > now()
         for update skip locked
    ), hastened as (
      update pgboss.job j set start_after = now()
        from waiting w where j.name = w.name and j.id = w.id
      returning j.name
    )
    select pg_notify(${wakeChannel}, name) from hastened group by name`.execute(tx.kysely)
}
