import type { BookingDetail } from '@holdfast/bookings/contract'
import type { Tone } from '../../../ui/badge.tsx'

type Deposit = NonNullable<BookingDetail['deposit']>
type Money = Deposit['amount']
type Told = Pick<BookingDetail, 'state' | 'timeline'> & { readonly deposit: Deposit }

interface StateWords {
  readonly label: string
  readonly tone: Tone
}

const stateWords: Readonly<Record<Deposit['state'], StateWords>> = {
  open: { label: 'Not paid yet', tone: 'warning' },
  processing: { label: 'Processing', tone: 'info' },
  awaitingOffline: { label: 'Waiting for money', tone: 'warning' },
  paid: { label: 'Paid', tone: 'success' },
  closed: { label: 'Not asked for any more', tone: 'neutral' },
}

/** How a deposit stands: paid, or what became of it once the evening is off. */
export function depositWords(booking: Told): StateWords {
  const { state, paid, refunded } = booking.deposit
  if (paid.amount > 0 && refunded.amount >= paid.amount) {
    return { label: 'Given back', tone: 'neutral' }
  }
  const kept = keptOf(booking)
  if (kept === undefined) return stateWords[state]
  if (kept.amount === 0) return { label: 'Going back', tone: 'info' }
  return { label: kept.amount < paid.amount ? 'Partly kept' : 'Kept', tone: 'neutral' }
}

/** What the business keeps of it when the evening is off; undefined while it is not, or unpaid. */
export function keptOf({ state, timeline, deposit }: Told): Money | undefined {
  const { paid, refunded } = deposit
  const isOff = state === 'cancelled' || state === 'no_show'
  if (!isOff || paid.amount === 0) return undefined
  const decided = timeline.findLast(({ type }) => type === 'booking.cancelled')?.amount?.amount ?? 0
  return { ...paid, amount: Math.max(0, paid.amount - Math.max(refunded.amount, decided)) }
}

const ahead: ReadonlySet<string> = new Set(['pending', 'confirmed', 'seated'])

/** What the guest still pays on the evening; undefined when it is over or off. */
export function leftToPay({
  state,
  price,
  deposit,
}: Pick<BookingDetail, 'state' | 'price' | 'deposit'>): Money | undefined {
  if (!ahead.has(state)) return undefined
  const paid = deposit === undefined ? 0 : deposit.paid.amount - deposit.refunded.amount
  return { ...price.total, amount: Math.max(0, price.total.amount - paid) }
}
