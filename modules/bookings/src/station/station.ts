import type { Place, Policies, Station as StationOnWire } from '../contract.ts'
import type { Offer } from '../price/price.ts'
import { closingMinutes } from '../slots/opening.ts'
import type { SlotRules } from '../slots/slots.ts'
import { isTimeZone, minutesOf } from '../time/local-time.ts'
import { problems } from '../problems.ts'

/** Where chefs start from, with everything that decides about its times and prices. */
export interface Station extends SlotRules, Offer {
  readonly id: string
  readonly organisationId: string
  readonly name: string
  readonly area: string
  /** Where its chefs start from; null: it counts no distance. */
  readonly base: Place | null
  /** Of the price list and the menu; counted by the database. */
  readonly offerVersion: number
  readonly policies: Policies
  readonly version: number
}

/** Throws for a zone nobody knows and for hours that close before they open. */
export function assertHours(station: Pick<Station, 'timeZone' | 'opensAt' | 'closesAt'>): void {
  if (!isTimeZone(station.timeZone)) throw problems.unknownTimeZone()
  if (closingMinutes(station) <= minutesOf(station.opensAt)) throw problems.badHours()
}

export function stationOnWire(station: Station): StationOnWire {
  const { id, name, area, timeZone, opensAt, closesAt, mustEndBy } = station
  const { slotMinutes, noticeHours } = station
  const { currency, adult, child, underSix, minimum, deposit } = station.prices
  return {
    id,
    name,
    area,
    timeZone,
    opensAt,
    closesAt,
    mustEndBy,
    slotMinutes,
    noticeHours,
    currency,
    prices: { adult, child, underSix, minimum },
    deposit,
    policies: station.policies,
    ...(station.base ? { base: station.base } : {}),
  }
}

/** What was sent of some fields, without those that were not. */
export function given<T extends object>(
  fields: { readonly [Name in keyof T]: T[Name] | undefined } | undefined,
): Partial<T> {
  const sent = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(sent) as Partial<T> // names and types are those of `fields`
}
