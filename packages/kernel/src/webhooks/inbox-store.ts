import { sql, type Kysely } from 'kysely'
import type { Transaction } from '../postgres/postgres.ts'

interface NewWebhook {
  readonly id: string
  readonly provider: string
  readonly eventId: string
  readonly contentType: string | undefined
  readonly body: Buffer
  readonly now: Date
}

interface Known {
  readonly id: string
  readonly deliveries: number
  readonly isDone: boolean
}

/** Inserts the webhook; when it is known, counts the delivery and keeps what came first. */
export async function insertOrCount(tx: Transaction<unknown>, webhook: NewWebhook): Promise<Known> {
  const { id, provider, eventId, contentType, body, now } = webhook
  const { rows } = await sql<Known>`
    INSERT INTO kernel.webhook AS known
      (id, provider, event_id, content_type, body, received_at, last_received_at)
    VALUES (${id}, ${provider}, ${eventId}, ${contentType ?? null}, ${body}, ${now}, ${now})
    ON CONFLICT (provider, event_id) DO UPDATE
      SET deliveries = known.deliveries + 1, last_received_at = GREATEST(known.last_received_at, excluded.last_received_at)
    RETURNING id, deliveries, done_at IS NOT NULL AS "isDone"`.execute(tx.kysely)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for an inserted webhook')
  return row
}

interface WebhookRow {
  readonly provider: string
  readonly eventId: string
  readonly contentType: string | undefined
  readonly body: Buffer
  readonly receivedAt: Date
  readonly isDone: boolean
}

export async function readWebhook(
  kysely: Kysely<unknown>,
  id: string,
): Promise<WebhookRow | undefined> {
  const { rows } = await sql<Omit<WebhookRow, 'contentType'> & { contentType: string | null }>`
    SELECT provider, event_id AS "eventId", content_type AS "contentType", body,
           received_at AS "receivedAt", done_at IS NOT NULL AS "isDone"
    FROM kernel.webhook WHERE id = ${id}`.execute(kysely)
  const [row] = rows
  return row && { ...row, contentType: row.contentType ?? undefined }
}

/** True when it waits to be done; nobody else can do it until this transaction ends. */
export async function lockWebhook(tx: Transaction<unknown>, id: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM kernel.webhook WHERE id = ${id} AND done_at IS NULL FOR UPDATE`.execute(tx.kysely)
  return rows.length === 1
}

/** What it said is needed no more, and names people; that it came is known for a year. */
export async function markDone(tx: Transaction<unknown>, id: string, now: Date): Promise<void> {
  await sql`
    UPDATE kernel.webhook SET done_at = ${now}, body = '' WHERE id = ${id}`.execute(tx.kysely)
}

export async function deleteReceivedBefore(
  tx: Transaction<unknown>,
  before: Date,
): Promise<number> {
  const deleted = await sql`
    DELETE FROM kernel.webhook WHERE last_received_at < ${before}`.execute(tx.kysely)
  return Number(deleted.numAffectedRows ?? 0n)
}
