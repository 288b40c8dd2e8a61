import { sql, type Kysely } from 'kysely'

/** One attempt to send a webhook. */
export interface WebhookDelivery {
  readonly id: string
  readonly organisationId: string
  readonly endpointId: string
  readonly webhookId: string
  /** `delivered`, the kind of an OutboundError, or `given-up` by the caller. */
  readonly outcome: string
  readonly status: number | undefined
  readonly durationMs: number
  readonly attemptedAt: Date
}

export interface DeliveryQuery {
  readonly organisationId: string
  readonly endpointId: string
  readonly limit: number
}

/** The last attempts for one endpoint of one organisation, newest first. */
export async function listDeliveries(
  kysely: Kysely<unknown>,
  { organisationId, endpointId, limit }: DeliveryQuery,
): Promise<WebhookDelivery[]> {
  const { rows } = await sql<Omit<WebhookDelivery, 'status'> & { status: number | null }>`
    SELECT id, organisation_id AS "organisationId", endpoint_id AS "endpointId",
           webhook_id AS "webhookId", outcome, status, duration_ms AS "durationMs",
           attempted_at AS "attemptedAt"
    FROM kernel.webhook_delivery
    WHERE organisation_id = ${organisationId} AND endpoint_id = ${endpointId}
    ORDER BY attempted_at DESC, id DESC LIMIT ${limit}`.execute(kysely)
  return rows.map((row) => ({ ...row, status: row.status ?? undefined }))
}

export async function insertDelivery(
  kysely: Kysely<unknown>,
  delivery: WebhookDelivery,
): Promise<void> {
  const { id, organisationId, endpointId, webhookId, outcome, status } = delivery
  await sql`
    INSERT INTO kernel.webhook_delivery
      (id, organisation_id, endpoint_id, webhook_id, outcome, status, duration_ms, attempted_at)
    VALUES (${id}, ${organisationId}, ${endpointId}, ${webhookId}, ${outcome}, ${status ?? null},
      ${delivery.durationMs}, ${delivery.attemptedAt})`.execute(kysely)
}

export async function deleteAttemptedBefore(
  kysely: Kysely<unknown>,
  before: Date,
): Promise<number> {
  const deleted = await sql`
    DELETE FROM kernel.webhook_delivery WHERE attempted_at < ${before}`.execute(kysely)
  return Number(deleted.numAffectedRows ?? 0n)
}
