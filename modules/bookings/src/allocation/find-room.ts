import type { Kysely } from 'kysely'
import { depthWithin, type Span } from '../slots/depth.ts'
import type { BookingsTables } from '../tables.ts'
import { holdingsOf, type HoldingsOf } from './allocation-store.ts'
import { pack, type Packing } from './packing.ts'

export interface Room extends Packing {
  readonly kind: string
}

export interface RoomWanted {
  readonly stationId: string
  readonly kinds: readonly string[]
  /** Setup and cleanup included. */
  readonly span: Span
  /** A booking that moves: what it holds now is in nobody's way. */
  readonly exceptBookingId?: string | undefined
}

/**
 * A resource of each kind for the whole span, with the moves that make room, as the data is
 * now; `undefined` when a kind is full at one moment of it. Nothing is kept: only the
 * constraint on what is then written decides.
 */
export async function findRoom(
  db: Kysely<BookingsTables>,
  wanted: RoomWanted,
): Promise<readonly Room[] | undefined> {
  const found: Room[] = []
  const { stationId, exceptBookingId, span } = wanted
  for (const kind of wanted.kinds) {
    const packing = await findRoomOfKind(db, { stationId, kind, exceptBookingId }, span)
    if (!packing) return undefined
    found.push({ ...packing, kind })
  }
  return found
}

async function findRoomOfKind(
  db: Kysely<BookingsTables>,
  of: HoldingsOf,
  span: Span,
): Promise<Packing | undefined> {
  const near = await holdingsOf(db, of, span)
  if (depthWithin(near.held, span) >= near.resourceIds.length) return undefined
  const packing = pack(near.resourceIds, near.held, span)
  if (packing?.moves.length === 0) return packing
  // Somebody has to move, and who may stand in whose way later is only known from all of it.
  const ever = await holdingsOf(db, of, { fromMs: span.fromMs })
  return pack(ever.resourceIds, ever.held, span)
}

/** Every resource that a room takes or moves something between. */
export function resourcesTouched(room: readonly Room[]): readonly string[] {
  return room.flatMap(({ resourceId, moves }) => [
    resourceId,
    ...moves.flatMap((move) => [move.from, move.to]),
  ])
}
