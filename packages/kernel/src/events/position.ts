import { requestProblems } from '../problems/problems.ts'

/**
 * A place in the order of all events, for going on from there. It is opaque: keep it and give it
 * back. Letters, digits, `.` and `-`, so it fits headers and addresses (`Last-Event-ID`).
 */
export type Position = string

/** What a position is made of: events are ordered by transaction id, then by their own id. */
export interface Place {
  readonly transactionId: string
  readonly eventId: string
}

/** Before every event of its transaction. */
const noEvent = '00000000-0000-0000-0000-000000000000'

export const beforeAll: Place = { transactionId: '0', eventId: noEvent }

/** Behind everything that transactions before `transactionId` wrote. */
export function behindAllBefore(transactionId: string): Place {
  return { transactionId, eventId: noEvent }
}

export function toPosition({ transactionId, eventId }: Place): Position {
  return `${transactionId}.${eventId}`
}

const positionPattern =
  /^(0|[1-9]\d{0,18})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** Throws `request.malformed` for anything that was not made by `toPosition`. */
export function parsePosition(position: Position): Place {
  const [, transactionId, eventId] = positionPattern.exec(position) ?? []
  if (transactionId === undefined || eventId === undefined) {
    throw requestProblems.malformed({ position: 'not a position of an event' })
  }
  return { transactionId, eventId }
}

/** A text that sorts as its position stands in the order. Throws as `parsePosition` does. */
export function positionKey(position: Position): string {
  const { transactionId, eventId } = parsePosition(position)
  return transactionId.padStart(longestTransactionId, '0') + eventId
}

const longestTransactionId = 20
