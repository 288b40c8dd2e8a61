import { formatDay, formatTimeIn } from '../format/moments.ts'
import type { Draft } from './draft.ts'
import type { KeptReceipt } from './kept-booking.ts'
import { holdAskedBy } from './own-hold.ts'

/**
 * What is held for a guest who is about to book again; undefined where nothing is. How its payment
 * stands by now is said where it is paid.
 */
export function heldWords(kept: KeptReceipt | undefined, draft: Draft): string | undefined {
  if (kept?.heldFor === undefined || kept.receipt.state !== 'pending') return undefined
  const { reference, date, startsAt, timeZone } = kept.receipt
  if (kept.heldFor === holdAskedBy(draft)) {
    return `You have asked for this dinner already: ${reference}. It waits for your deposit.`
  }
  const other = `${formatDay(date)} at ${formatTimeIn(startsAt, timeZone)}`
  return `You have asked for ${other} already: ${reference}. Book this one, and we let go of that, unless a payment for it is under way.`
}
