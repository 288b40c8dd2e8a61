import type { Policies, Station as StationOnWire } from '../contract.ts'
import type { PriceList } from '../price/price-list.ts'
import { closingMinutes } from '../slots/opening.ts'
import type { SlotRules } from '../slots/slots.ts'
import { isTimeZone, minutesOf } from '../time/local-time.ts'
import { problems } from '../problems.ts'

/** Where chefs start from, with everything that decides about its times and prices. */
export interface Station extends SlotRules {
  readonly id: string
  readonly organisationId: string
  readonly name: string
  readonly area: string
  readonly prices: PriceList
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
  }
}

/** What was sent of some fields, without those that were not. */
export function given<T extends object>(
  fields: { readonly [Name in keyof T]: T[Name] | undefined } | undefined,
): Partial<T> {
  const sent = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(sent) as Partial<T> // names and types are those of `fields`
}
