import { CompiledQuery } from 'kysely'
import { newId, type Uuid } from '../ids/ids.ts'
import { runPrepared, type Transaction } from '../postgres/postgres.ts'
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
  const { type, data, subject = null, organisationId, actorId, correlationId } = event
  const row = [id, type, JSON.stringify(data), subject, organisationId, actorId, correlationId]
  await runPrepared(tx.kysely, CompiledQuery.raw(appending, row))
  return { id }
}

const appending = `
  with appended as (
    insert into kernel.event (id, type, data, subject, organisation_id, actor_id, correlation_id)
    values ($1, $2, $3, $4, $5, $6, $7) returning id
  )
  select pg_notify('${eventChannel}', '') from appended`
