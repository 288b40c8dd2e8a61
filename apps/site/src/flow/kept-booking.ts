import type { BookingReceipt } from '@holdfast/bookings/contract'
import { readDraft, type Draft } from './draft.ts'

const draftSlot = 'ember-oak.draft'
const receiptSlot = 'ember-oak.receipt'
const accessSlot = 'ember-oak.access'
const changesSlot = 'ember-oak.changes'
const askedSlot = 'ember-oak.asked'

/** A finished booking with what the receipt itself does not carry. */
export interface KeptReceipt {
  readonly receipt: BookingReceipt
  readonly email: string
  readonly place: string
  /** What was asked for, while the time is only held: the same again is the same booking. */
  readonly heldFor?: string
}

export interface KeptAccess {
  readonly bookingId: string
  readonly accessToken: string
}

/** Everything is kept for this tab only and goes with it. */
export function loadDraft(): Draft {
  return readDraft(readText(draftSlot))
}

export function keepDraft(draft: Draft): void {
  writeText(draftSlot, JSON.stringify(draft))
}

export function forgetDraft(): void {
  removeText(draftSlot)
}

export function loadReceipt(): KeptReceipt | undefined {
  return readJson<KeptReceipt>(receiptSlot, 'receipt')
}

export function keepReceipt(kept: KeptReceipt): void {
  writeText(receiptSlot, JSON.stringify(kept))
  keepAccess({ bookingId: kept.receipt.id, accessToken: kept.receipt.accessToken })
}

export function forgetReceipt(): void {
  removeText(receiptSlot)
}

export function loadAccess(): KeptAccess | undefined {
  return readJson<KeptAccess>(accessSlot, 'accessToken')
}

export function keepAccess(access: KeptAccess): void {
  writeText(accessSlot, JSON.stringify(access))
}

export function forgetAccess(): void {
  removeText(accessSlot)
}

/** What somebody was about to change of a booking. */
export function loadChanges(bookingId: string): Draft | undefined {
  const kept = readJson<{ readonly bookingId: string; readonly draft: Draft }>(changesSlot, 'draft')
  return kept?.bookingId === bookingId ? readDraft(JSON.stringify(kept.draft)) : undefined
}

export function keepChanges(bookingId: string, draft: Draft): void {
  writeText(changesSlot, JSON.stringify({ bookingId, draft }))
}

export function forgetChanges(): void {
  removeText(changesSlot)
}

/** What the price was last asked for. */
export function loadAsked(): Draft {
  return readDraft(readText(askedSlot))
}

export function keepAsked(asked: Draft): void {
  writeText(askedSlot, JSON.stringify(asked))
}

// Only this file writes these slots, so one member tells whether the whole is there.
function readJson<Value extends object>(slot: string, member: keyof Value): Value | undefined {
  try {
    const value: unknown = JSON.parse(readText(slot) ?? 'null')
    return typeof value === 'object' && value !== null && member in value
      ? (value as Value)
      : undefined
  } catch {
    return undefined
  }
}

// Private windows may refuse storage; the flow then works without memory.
function readText(slot: string): string | null {
  try {
    return sessionStorage.getItem(slot)
  } catch {
    return null
  }
}

function writeText(slot: string, text: string): void {
  try {
    sessionStorage.setItem(slot, text)
  } catch {
    // Nothing to do: see above.
  }
}

function removeText(slot: string): void {
  try {
    sessionStorage.removeItem(slot)
  } catch {
    // Nothing to do: see above.
  }
}
