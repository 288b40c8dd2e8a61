import type { ColumnType } from 'kysely'
import type { BookingState, Policies, Price } from './contract.ts'
import type { PriceList } from './price/price-list.ts'

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
  price_list: Json<PriceList>
  policies: Json<Policies>
  created_at: Date
  version: Defaulted<number>
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

interface AllocationRow {
  id: string
  booking_id: string
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
  'bookings.resource': ResourceRow
  'bookings.customer': CustomerRow
  'bookings.customer_note': CustomerNoteRow
  'bookings.booking': BookingTableRow
  'bookings.allocation': AllocationRow
  'bookings.access_link': AccessLinkRow
  'bookings.lookup': LookupRow
  'bookings.state_change': StateChangeRow
}
