import { sql, type Kysely } from 'kysely'

/**
 * Says of the files of attempts that are over, and were not published, that nobody will adopt them
 * any more. True when there were some.
 */
export async function giveUpOverAttempts(db: Kysely<unknown>, now: Date): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update studio.loose_file l set due_at = ${now}
     where l.queue_id is not null and l.due_at > ${now}
       and not exists (
         select from studio.job j
          where j.queue_id = l.queue_id and j.claim = l.claim
            and j.state in ('running', 'completing'))`.execute(db)
  return numAffectedRows > 0n
}
