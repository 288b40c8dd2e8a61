import type { Business } from './business.ts'
import type { Service } from './service.ts'

/** Where a call goes: to a business and one of its stations. `personId` is who will call. */
export interface Site {
  readonly service: Service
  readonly business: Business
  readonly stationId: string
  readonly personId: string | undefined
  /** Who will call, a person or a key; somebody else where it is not theirs. */
  readonly actorId?: string | undefined
  /** The booking that the caller's link opens. */
  readonly linkedTo?: string | undefined
}

export interface Subject {
  /** Belongs to a station, so that it is out of reach of who is limited to another. */
  readonly hasStation: boolean
  /** Belongs to a booking: the link to that opens it as well. */
  readonly isOfBooking?: true
  /** Belongs to who made it: out of reach of everybody else, colleagues as well. */
  readonly isPersonal?: true
  /** A new one, by its id. */
  make(site: Site): Promise<string>
}

export interface Body {
  /** What its ids name, when they name something that may be out of reach. */
  readonly names?: 'station' | 'organisation' | 'asset'
  /** The body, or a promise of it. */
  of(site: Site): unknown
}

/** A query, of which each name may stand several times. */
export type AskedQuery = Readonly<Record<string, readonly string[]>>

export interface Query {
  /** What its ids name, which may be out of reach. */
  readonly names: 'asset'
  of(site: Site): Promise<AskedQuery>
}
