import { sql } from 'kysely'
import { newId, type Uuid } from '../ids/ids.ts'
import type { Transaction } from '../postgres/postgres.ts'
import type { NewEvent } from './event.ts'

/** The channel that says: something was appended. It carries nothing else. */
export const eventChannel = 'kernel_event'

/**
 * Appends an event in the caller's transaction: it happened exactly when that is committed.
 * Subscribers are woken once per transaction, since PostgreSQL folds equal notifications.
 */
export async function appendEvent(
  tx: Transaction<unknown>,
  event: NewEvent,
): Promise<{ readonly id: Uuid }> {
  const id = newId()
  await sql`
    with appended as (
      insert into kernel.event (id, type, data, subject, organisation_id, actor_id, correlation_id)
      values (${id}, ${event.type}, ${JSON.stringify(event.data)}::jsonb, ${event.subject ?? null},
              ${event.organisationId}, ${event.actorId}, ${event.correlationId})
      returning id
    )
    select pg_notify(${eventChannel}, '') from appended`.execute(tx.kysely)
  return { id }
}
