import type { BookingDetail } from '@holdfast/bookings/contract'
import type { PaymentDetail } from '@holdfast/payments/contract'

/** How paying for a booking stands, as far as the service has told. */
export type Standing =
  /** The booking is made. */
  | 'booked'
  /** It can be paid now. */
  | 'asked'
  /** Somebody came back from a provider's page, and no word of it has reached us yet. */
  | 'checking'
  | 'processing'
  | 'awaitingOffline'
  /** Paid; the booking follows in a moment. */
  | 'settling'
  /** The hold has run out, and nothing was paid. */
  | 'ended'
  /** Paid after the hold ran out; whether the time is still free is being looked at. */
  | 'late'
  /** What was paid goes back: it came too late, or the booking was cancelled. */
  | 'returned'
  | 'cancelled'

export interface Seen {
  readonly booking: BookingDetail
  /** Absent where nothing is asked. */
  readonly payment: PaymentDetail | undefined
}

/** What a page shows of a booking and its payment. `backFrom` is the attempt one comes back from. */
export function standingOf(seen: Seen, backFrom?: string): Standing {
  const { booking, payment } = seen
  switch (booking.state) {
    case 'pending':
      return payment === undefined ? 'settling' : whilePending(payment, backFrom)
    case 'expired':
      return afterTheHold(payment)
    case 'cancelled':
      return isGivenBack(payment) ? 'returned' : 'cancelled'
    default:
      return isPayable(payment) ? whilePending(payment, backFrom) : 'booked'
  }
}

function whilePending(payment: PaymentDetail, backFrom: string | undefined): Standing {
  switch (payment.state) {
    case 'settled':
      return 'settling'
    case 'processing':
      return 'processing'
    case 'awaiting_offline':
      // Who has shown interest in a transfer may have paid by card since.
      return isUnheard(payment, backFrom) ? 'checking' : 'awaitingOffline'
    case 'closed':
      return 'ended'
    case 'open':
      return isUnheard(payment, backFrom) ? 'checking' : 'asked'
  }
}

function afterTheHold(payment: PaymentDetail | undefined): Standing {
  if (payment === undefined || payment.paid.amount === 0) return 'ended'
  return isGivenBack(payment) ? 'returned' : 'late'
}

/** Whether nothing is known yet of an attempt for which somebody left. */
export function isUnheard({ attempts }: PaymentDetail, attemptId: string | undefined): boolean {
  const attempt = attempts.find((one) => one.id === attemptId)
  return attempt?.state === 'created' || attempt?.state === 'open'
}

function isGivenBack(payment: PaymentDetail | undefined): payment is PaymentDetail {
  if (payment === undefined) return false
  const { refunding, refunded, refunds } = payment
  return refunding.amount + refunded.amount > 0 || refunds.length > 0
}

// Staff may confirm a booking whose deposit is still to come.
function isPayable(payment: PaymentDetail | undefined): payment is PaymentDetail {
  return payment !== undefined && payment.methods.length > 0
}

/** Why the last try to pay failed, when no other has begun since; undefined when none did. */
export function lastDecline({ attempts }: PaymentDetail): string | undefined {
  const last = attempts.reduce<PaymentDetail['attempts'][number] | undefined>(
    (latest, one) => (latest === undefined || one.createdAt > latest.createdAt ? one : latest),
    undefined,
  )
  if (last === undefined) return undefined
  return last.state === 'failed' ? (last.decline ?? 'declined') : (last.decline ?? undefined)
}

const firstDelayMs = 1_000
const longestDelayMs = 10_000
const idleDelayMs = 20_000

/** Nothing more is to come: nobody has to ask again. */
const final: ReadonlySet<Standing> = new Set(['booked', 'cancelled', 'returned'])

/**
 * How long until it is asked again how things stand: soon while something is under way, and less
 * often the longer it takes. Undefined when nothing more is to come.
 */
export function delayBefore(standing: Standing, asked: number): number | undefined {
  if (final.has(standing)) return undefined
  if (standing === 'asked') return idleDelayMs
  // At first soon: the hold becomes longer a moment after somebody chose to send money.
  const longest = standing === 'awaitingOffline' ? idleDelayMs : longestDelayMs
  return Math.min(longest, firstDelayMs * 1.5 ** asked)
}
