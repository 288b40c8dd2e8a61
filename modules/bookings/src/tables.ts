import type { ColumnType } from 'kysely'
import type {
  BookingState,
  ChosenMenu,
  Menu,
  Place,
  Policies,
  Price,
  PriceExtras,
  Saving,
  Travel,
  WaitlistState,
} from './contract.ts'
import type { BasicPrices } from './price/price-list.ts'

/** A `date` (`2026-11-22`) or `time` (`18:30:00`). */
type Local = string
/** Read through `lower()` and `upper()`; written as `[from,to)`. */
type Range = ColumnType<string, string, string>
type Json<T> = ColumnType<T, string, string>
type Defaulted<T> = ColumnType<T, T | undefined, T>

interface StationRow {
  id: string
  organisation_id: string
  name: string
  area: string
  time_zone: string
  opens_at: Local
  closes_at: Local
  must_end_by: Local
  slot_minutes: number
  notice_hours: number
  setup_minutes: Defaulted<number>
  cleanup_minutes: Defaulted<number>
  required_kinds: Defaulted<string[]>
  price_list: Json<BasicPrices>
  policies: Json<Policies>
  base: ColumnType<Place | null, string | null, string | null>
  offer: ColumnType<StoredOffer, string | undefined, string>
  /** Counted by the database. */
  offer_version: ColumnType<number, never, never>
  created_at: Date
  version: Defaulted<number>
}

/** What a station asks beside its price list, and what it serves. */
export type StoredOffer = PriceExtras & { readonly menu: Menu | null }

interface OfferRow {
  station_id: string
  version: number
  price_list: Json<BasicPrices>
  offer: Json<StoredOffer>
  created_at: Defaulted<Date>
}

interface QuoteRow {
  id: string
  organisation_id: string
  station_id: string
  offer_version: number
  adults: number
  children: number
  under_six: number
  menu: ColumnType<ChosenMenu | null, string | null, never>
  travel: ColumnType<Travel | null, string | null, never>
  place_index: Buffer | null
  price: Json<Price>
  savings: Json<readonly Saving[]>
  created_at: Date
  expires_at: Date
}

interface TimeOffRow {
  id: string
  organisation_id: string
  station_id: string
  resource_id: string
  kind: string
  starts_at: Date
  ends_at: Date
  created_at: Date
}

interface ResourceRow {
  id: string
  organisation_id: string
  station_id: string
  kind: 'unit' | 'chef' | 'grill'
  name: string
  active: Defaulted<boolean>
  created_at: Date
}

interface CustomerRow {
  id: string
  organisation_id: string
  email_index: Buffer | null
  email: Buffer | null
  data_key: Buffer | null
  created_at: Date
  last_booked_at: Date
  erased_at: Defaulted<Date | null>
}

interface CustomerNoteRow {
  id: string
  organisation_id: string
  customer_id: string
  actor_id: string
  note: Buffer
  created_at: Date
}

interface BookingTableRow {
  id: string
  organisation_id: string
  reference: string | null
  station_id: string
  customer_id: string
  state: BookingState
  starts_at: Date
  ends_at: Date
  wall_date: Local
  wall_time: Local
  time_zone: string
  duration_hours: number
  adults: number
  children: number
  under_six: number
  required_kinds: string[]
  price: Json<Price>
  notices: string[]
  hold_expires_at: Defaulted<Date | null>
  policies: Json<Policies>
  offer_version: Defaulted<number | null>
  menu: ColumnType<ChosenMenu | null, string | null, string | null>
  travel: ColumnType<Travel | null, string | null, string | null>
  quote_id: Defaulted<string | null>
  waitlist_entry_id: Defaulted<string | null>
  reschedules: Defaulted<number>
  reschedule_fees: Defaulted<number>
  deposit_refundable: Defaulted<boolean>
  deposit_settled_at: Defaulted<Date | null>
  name: string | null
  phone_index: Buffer | null
  venue_index: Defaulted<Buffer | null>
  contact: Buffer | null
  venue: Buffer | null
  allergens: Buffer | null
  special_requests: Buffer | null
  cancel_reason: Buffer | null
  created_at: Date
  changed_at: Date
  version: Defaulted<number>
}

interface WaitlistEntryRow {
  id: string
  organisation_id: string
  station_id: string
  customer_id: string
  state: WaitlistState
  wall_date: Local
  earliest: Local
  latest: Local
  time_zone: string
  duration_hours: number
  adults: number
  children: number
  under_six: number
  ends_at: Date
  name: string | null
  phone_index: Buffer | null
  contact: Buffer | null
  venue: Buffer | null
  left_reason: Defaulted<Buffer | null>
  correlation_id: string
  created_at: Date
  changed_at: Date
  version: Defaulted<number>
}

interface AllocationRow {
  id: string
  /** One of the two holds it. */
  booking_id: string | null
  time_off_id: Defaulted<string | null>
  resource_id: string
  station_id: string
  kind: string
  occupies: Range
  released_at: Defaulted<Date | null>
}

interface AccessLinkRow {
  id: string
  booking_id: string
  token_hash: Buffer
  once: boolean
  expires_at: Date
  used_at: Defaulted<Date | null>
  created_at: Date
}

interface LookupRow {
  id: string
  organisation_id: string
  reference: string | null
  email_indexes: Buffer[]
  created_at: Date
}

interface StateChangeRow {
  from_state: BookingState
  to_state: BookingState
}

/** The tables of the schema `bookings`, as Kysely sees them. */
export interface BookingsTables {
  'bookings.station': StationRow
  'bookings.offer': OfferRow
  'bookings.quote': QuoteRow
  'bookings.time_off': TimeOffRow
  'bookings.resource': ResourceRow
  'bookings.customer': CustomerRow
  'bookings.customer_note': CustomerNoteRow
  'bookings.booking': BookingTableRow
  'bookings.waitlist_entry': WaitlistEntryRow
  'bookings.allocation': AllocationRow
  'bookings.access_link': AccessLinkRow
  'bookings.lookup': LookupRow
  'bookings.state_change': StateChangeRow
}
