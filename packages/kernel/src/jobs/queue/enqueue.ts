import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { currentContext } from '../../context/context.ts'
import { newId } from '../../ids/ids.ts'
import type { Transaction } from '../../postgres/postgres.ts'
import { currentTraceparent } from '../../tracing/tracing.ts'
import type { EnqueueRequest } from '../job-queue.ts'
import { inTransaction, wakeChannel } from './boss.ts'
import type { Envelope } from './envelope.ts'

/** Puts a job into the caller's transaction. Its input is checked as it will be read: as JSON. */
export async function enqueue(
  boss: PgBoss,
  tx: Transaction<unknown>,
  { job, input, cause, startAfter, key, priority }: EnqueueRequest,
): Promise<string> {
  const stored: unknown = JSON.parse(JSON.stringify(input))
  job.input.parse(stored)
  const id = newId()
  const { organisationId, actorId, correlationId } = cause
  const traceparent = currentTraceparent() ?? currentContext()?.traceparent
  const envelope: Envelope = {
    input: stored,
    cause: { organisationId, actorId, correlationId, ...(traceparent && { traceparent }) },
  }
  const row = {
    id,
    data: envelope,
    // The queue holds one waiting job for each key, so one without a key is its own.
    singletonKey: key === undefined ? id : keyed(key),
    ...(startAfter ? { startAfter } : {}),
    ...(priority === undefined ? {} : { priority }),
  }
  for (;;) {
    const inserted = await boss.insert(job.name, [row], { db: inTransaction(tx), returnId: true })
    if (inserted) return id
    const waiting = key === undefined ? undefined : await holdWaiting(tx, job.name, key)
    if (waiting !== undefined) return waiting
  }
}

function keyed(key: string): string {
  return `key:${key}`
}

/**
 * The waiting job of that key. It is held back until this transaction ends, so that whoever runs
 * it sees what we did; undefined when it was taken in the meantime.
 */
async function holdWaiting(
  tx: Transaction<unknown>,
  name: string,
  key: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with waiting as (
      select id from pgboss.job
       where name = ${name} and singleton_key = ${keyed(key)} and state = 'created'
         for key share
    ), woken as (select id, pg_notify(${wakeChannel}, ${name}) from waiting)
    select id from woken`.execute(tx.kysely)
  return rows[0]?.id
}
