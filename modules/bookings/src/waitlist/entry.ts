import type { DataKey, Place } from '@holdfast/kernel/crypto'
import { z } from 'zod'
import { venue, type Party, type Venue, type WaitlistState } from '../contract.ts'

/** Somebody who waits for an evening that is full, with nothing sealed. */
export interface Entry {
  readonly id: string
  readonly organisationId: string
  readonly stationId: string
  readonly customerId: string
  readonly state: WaitlistState
  /** A calendar day of the station. */
  readonly date: string
  /** The starts that would do, on its clocks: both included. */
  readonly earliest: string
  readonly latest: string
  readonly timeZone: string
  readonly durationHours: number
  readonly party: Party
  /** When there is nothing left that could be offered. */
  readonly endsAt: Date
  /** Empty once the customer has been erased. */
  readonly name: string
  readonly correlationId: string
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}

/** What only they and the business may read. */
export interface EntryDetails {
  readonly contact: { readonly email: string; readonly phone: string }
  readonly venue: Venue
}

export interface SealedEntry {
  readonly contact: Buffer | null
  readonly venue: Buffer | null
}

export function sealEntry(key: DataKey, id: string, details: EntryDetails): SealedEntry {
  return {
    contact: key.seal(placeOf(id, 'contact'), JSON.stringify(details.contact)),
    venue: key.seal(placeOf(id, 'venue'), JSON.stringify(details.venue)),
  }
}

const contactShape = z.object({ email: z.string(), phone: z.string() })

/** Throws when the key is not theirs; undefined for somebody who was erased. */
export function openEntry(key: DataKey, id: string, sealed: SealedEntry): EntryDetails | undefined {
  if (!sealed.contact || !sealed.venue) return undefined
  return {
    contact: contactShape.parse(JSON.parse(key.open(placeOf(id, 'contact'), sealed.contact))),
    venue: venue.parse(JSON.parse(key.open(placeOf(id, 'venue'), sealed.venue))),
  }
}

/** Why staff took them off the list. */
export function sealLeftReason(key: DataKey, id: string, reason: string): Buffer {
  return key.seal(placeOf(id, 'left_reason'), reason)
}

export function openLeftReason(key: DataKey, id: string, sealed: Buffer): string {
  return key.open(placeOf(id, 'left_reason'), sealed)
}

function placeOf(row: string, column: string): Place {
  return { table: 'bookings.waitlist_entry', column, row }
}
