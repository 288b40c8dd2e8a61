import type { Dashboard } from '@holdfast/bookings/contract'

type StationFigures = Dashboard['stations'][number]
type Figures = StationFigures['today']
type Money = Figures['booked'][number]

/** What stands in the calendar: neither cancelled nor run out. */
export const standing = ['pending', 'confirmed', 'seated', 'completed'] as const

export interface Sum {
  readonly dinners: number
  readonly onHold: number
  readonly guests: number
  /** One amount a currency. */
  readonly booked: readonly Money[]
  readonly collected: readonly Money[]
  readonly due: { readonly count: number; readonly amounts: readonly Money[] }
}

/** The figures of all stations together, of the day or of the week. */
export function sumFigures(stations: readonly StationFigures[], span: 'today' | 'week'): Sum {
  const all = stations.map((station) => station[span])
  return {
    dinners: total(all, dinnersIn),
    onHold: total(all, ({ bookings }) => bookings.pending),
    guests: total(all, ({ guests }) => guests),
    booked: added(all.flatMap(({ booked }) => booked)),
    collected: added(all.flatMap(({ collected }) => collected)),
    due: {
      count: total(all, ({ depositsDue }) => depositsDue.count),
      amounts: added(all.flatMap(({ depositsDue }) => depositsDue.amounts)),
    },
  }
}

export function dinnersIn({ bookings }: Pick<Figures, 'bookings'>): number {
  return standing.reduce((sum, state) => sum + bookings[state], 0)
}

function total<Part>(parts: readonly Part[], count: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + count(part), 0)
}

/** Currencies are never added to each other. */
function added(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, Money>()
  for (const money of amounts) {
    const before = sums.get(money.currency)?.amount ?? 0
    sums.set(money.currency, { ...money, amount: before + money.amount })
  }
  return [...sums.values()]
}
