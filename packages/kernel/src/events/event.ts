import { toPosition, type Position } from './position.ts'

/** What is said when something has happened. It says so for ever. */
export interface NewEvent {
  /** Letters, digits, `_`, `.`, `-`; up to 100: `booking.confirmed`. */
  readonly type: string
  /**
   * A JSON object of ids, numbers and states. Personal data never stands here in the clear: ids,
   * or ciphertext under the person's own key.
   */
  readonly data: object
  /** The id of the object that it is about. */
  readonly subject?: string
  readonly organisationId: string
  readonly actorId: string
  readonly correlationId: string
}

/** An event as it was written. */
export interface Event {
  /** UUIDv7. */
  readonly id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly subject?: string
  readonly organisationId: string
  readonly actorId: string
  readonly correlationId: string
  /** The database's clock when it was appended, a little before its transaction was committed. */
  readonly happenedAt: Date
  /** Where it stands among all events. */
  readonly position: Position
}

/** A row of `kernel.event` as `eventColumns` reads it. */
export interface EventRow {
  readonly id: string
  readonly transaction_id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly subject: string | null
  readonly organisation_id: string
  readonly actor_id: string
  readonly correlation_id: string
  readonly happened_at: Date
}

export function toEvent(row: EventRow): Event {
  return {
    id: row.id,
    type: row.type,
    data: row.data,
    ...(row.subject === null ? {} : { subject: row.subject }),
    organisationId: row.organisation_id,
    actorId: row.actor_id,
    correlationId: row.correlation_id,
    happenedAt: row.happened_at,
    position: toPosition({ transactionId: row.transaction_id, eventId: row.id }),
  }
}
