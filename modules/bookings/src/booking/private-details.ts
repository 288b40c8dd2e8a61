import type { DataKey, Place } from '@holdfast/kernel/crypto'
import { z } from 'zod'
import { venue } from '../contract.ts'

/** What only the guest and the business may read. Sealed under the customer's key. */
export interface PrivateDetails {
  readonly contact: { readonly email: string; readonly phone: string }
  readonly venue: z.output<typeof venue>
  readonly allergens: readonly string[]
  readonly specialRequests?: string | undefined
  readonly cancelReason?: string | undefined
}

/** The sealed columns of `bookings.booking`. */
export interface SealedDetails {
  readonly contact: Buffer | null
  readonly venue: Buffer | null
  readonly allergens: Buffer | null
  readonly special_requests: Buffer | null
  readonly cancel_reason: Buffer | null
}

type Column = keyof SealedDetails

const shapes = {
  contact: z.object({ email: z.string(), phone: z.string() }),
  venue,
  allergens: z.array(z.string()),
  special_requests: z.string(),
  cancel_reason: z.string(),
} satisfies Record<Column, z.ZodType>

/** The columns to store for a booking. Each is bound to its place: moved, it can not be opened. */
export function sealDetails(
  key: DataKey,
  bookingId: string,
  details: PrivateDetails,
): SealedDetails {
  const seal = (column: Column, value: unknown) =>
    value === undefined ? null : key.seal(placeOf(bookingId, column), JSON.stringify(value))
  return {
    contact: seal('contact', details.contact),
    venue: seal('venue', details.venue),
    allergens: seal('allergens', details.allergens),
    special_requests: seal('special_requests', details.specialRequests),
    cancel_reason: seal('cancel_reason', details.cancelReason),
  }
}

/** Why a booking was cancelled, sealed for its column. */
export function sealCancelReason(
  key: DataKey,
  bookingId: string,
  reason: string | undefined,
): Buffer | null {
  if (reason === undefined || reason === '') return null
  return key.seal(placeOf(bookingId, 'cancel_reason'), JSON.stringify(reason))
}

/** What somebody of the business wrote about a step, sealed for the event that tells it. */
export function sealNote(key: DataKey, bookingId: string, note: string): string {
  return key.seal(notePlace(bookingId), note).toString('base64')
}

/** A note out of an event; undefined for what is none of this booking's. */
export function openNote(key: DataKey, bookingId: string, sealed: unknown): string | undefined {
  if (typeof sealed !== 'string') return undefined
  return key.open(notePlace(bookingId), Buffer.from(sealed, 'base64'))
}

function notePlace(bookingId: string): Place {
  return { table: 'kernel.event', column: 'reason', row: bookingId }
}

/** Reads the sealed columns of a booking. Throws when the key is not theirs. */
export function openDetails(
  key: DataKey,
  bookingId: string,
  sealed: SealedDetails,
): PrivateDetails {
  const open = <S extends z.ZodType>(column: Column, shape: S) =>
    openColumn(key, { place: placeOf(bookingId, column), sealed: sealed[column] }, shape)
  return {
    contact: open('contact', shapes.contact) ?? { email: '', phone: '' },
    venue: open('venue', shapes.venue) ?? { line1: '', city: '', postalCode: '', country: '' },
    allergens: open('allergens', shapes.allergens) ?? [],
    specialRequests: open('special_requests', shapes.special_requests),
    cancelReason: open('cancel_reason', shapes.cancel_reason),
  }
}

function openColumn<S extends z.ZodType>(
  key: DataKey,
  { place, sealed }: { readonly place: Place; readonly sealed: Buffer | null },
  shape: S,
): z.output<S> | undefined {
  if (sealed === null) return undefined
  const value: unknown = JSON.parse(key.open(place, sealed))
  return shape.parse(value)
}

function placeOf(bookingId: string, column: Column): Place {
  return { table: 'bookings.booking', column, row: bookingId }
}
