import type { Money } from '@holdfast/kernel/contract'
import { bookingStates, type BookingState, type Dashboard } from '../contract.ts'
import type { Deposit } from '../deposit/deposits.ts'

export type Figures = Dashboard['stations'][number]['today']

/** What the figures are made of, one booking at a time. */
export interface CountedBooking {
  readonly id: string
  readonly stationId: string
  readonly date: string
  readonly state: BookingState
  readonly guests: number
  readonly total: Money
  /** What it takes of units, in hours. */
  readonly hours: number
}

/** Calendar days of a station, both included, and what it offers then. */
export interface Span {
  readonly from: string
  readonly to: string
  /** Opening hours times units in service. */
  readonly openHours: number
}

const cameOrComing: ReadonlySet<BookingState> = new Set([
  'pending',
  'confirmed',
  'seated',
  'completed',
])
const unpaid: ReadonlySet<Deposit['state']> = new Set(['open', 'processing', 'awaitingOffline'])

/** The figures of a station's days. Pure: `bookings` are that station's. */
export function figuresOf(
  { from, to, openHours }: Span,
  bookings: readonly CountedBooking[],
  deposits: ReadonlyMap<string, Deposit>,
): Figures {
  const days = bookings.filter(({ date }) => date >= from && date <= to)
  const real = days.filter(({ state }) => cameOrComing.has(state))
  const asked = days.flatMap(({ id }) => deposits.get(id) ?? [])
  const due = asked.filter(({ state }) => unpaid.has(state))
  const allocatedHours = rounded(sum(real.map(({ hours }) => hours)))
  return {
    from,
    to,
    bookings: countByState(days),
    guests: sum(real.map(({ guests }) => guests)),
    booked: byCurrency(real.map(({ total }) => total)),
    collected: byCurrency(asked.map(({ paid, refunded }) => less(paid, refunded))),
    depositsDue: { count: due.length, amounts: byCurrency(due.map(({ amount }) => amount)) },
    allocatedHours,
    openHours: rounded(openHours),
    utilisation: openHours > 0 ? rounded(allocatedHours / openHours) : null,
  }
}

function countByState(bookings: readonly CountedBooking[]): Figures['bookings'] {
  const counts = bookingStates.map((state) => {
    const count = bookings.filter((booking) => booking.state === state).length
    return [state, count] as const
  })
  return Object.fromEntries(counts) as Figures['bookings'] // one for each of them
}

function byCurrency(amounts: readonly Money[]): Money[] {
  const totals = new Map<string, Money>()
  for (const money of amounts) {
    const before = totals.get(money.currency)?.amount ?? 0
    totals.set(money.currency, { ...money, amount: before + money.amount })
  }
  return [...totals.values()].toSorted((one, other) => one.currency.localeCompare(other.currency))
}

function less(money: Money, other: Money): Money {
  return { ...money, amount: money.amount - other.amount }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** To a hundredth: nobody plans by less. */
function rounded(number: number): number {
  return Math.round(number * 100) / 100
}
