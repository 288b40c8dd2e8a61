import type {
  BookingDetail,
  BookingReceipt,
  CreateBooking,
  Price,
  Slot,
  slotStates,
  Station,
} from '@holdfast/bookings/contract'
import { callApi } from './http-client.ts'
import type { Result } from './failure.ts'
import { sendOnce } from './pending-write.ts'

/** How long each route may take; a test compares them with the contract. */
export const timeoutsMs = {
  default: 30_000,
  createBooking: 45_000,
  showBooking: 10_000,
  read: 15_000,
  lookup: 10_000,
} as const

export type DayState = (typeof slotStates)[number]

export interface Calendar {
  readonly stationId: string
  readonly month: string
  readonly timeZone: string
  readonly items: readonly { readonly date: string; readonly state: DayState }[]
}

export interface DaySlots {
  readonly stationId: string
  readonly date: string
  readonly timeZone: string
  readonly items: readonly Slot[]
}

export interface LinkAccess {
  readonly bookingId: string
  readonly accessToken: string
  readonly expiresAt: string
}

export interface Gathering {
  readonly partySize: number
  readonly durationHours: number
}

export interface Guests {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}

export function listStations(signal: AbortSignal): Promise<Result<{ items: Station[] }>> {
  return read('/stations', {}, signal)
}

export function showCalendar(
  question: { readonly stationId: string; readonly month: string } & Gathering,
  signal: AbortSignal,
): Promise<Result<Calendar>> {
  const { stationId, ...query } = question
  return read(`/stations/${stationId}/calendar`, query, signal)
}

export function listSlots(
  question: { readonly stationId: string; readonly date: string } & Gathering,
  signal: AbortSignal,
): Promise<Result<DaySlots>> {
  const { stationId, ...query } = question
  return read(`/stations/${stationId}/slots`, query, signal)
}

export function showPrice(
  question: { readonly stationId: string } & Guests,
  signal: AbortSignal,
): Promise<Result<Price>> {
  const { stationId, ...query } = question
  return read(`/stations/${stationId}/price`, query, signal)
}

export const createBookingWrite = 'booking'

/** Books. Sent again after a lost answer, even after a reload, it books only once. */
export function createBooking(body: CreateBooking): Promise<Result<BookingReceipt>> {
  return sendOnce({ name: createBookingWrite, body, store: sessionStorage }, (idempotencyKey) =>
    callApi({
      method: 'POST',
      path: '/bookings',
      body,
      idempotencyKey,
      timeoutMs: timeoutsMs.createBooking,
    }),
  )
}

export function showBooking(
  access: { readonly bookingId: string; readonly accessToken: string },
  signal: AbortSignal,
): Promise<Result<BookingDetail>> {
  return callApi({
    method: 'GET',
    path: `/bookings/${access.bookingId}`,
    accessToken: access.accessToken,
    timeoutMs: timeoutsMs.showBooking,
    signal,
  })
}

export function cancelBooking(access: {
  readonly bookingId: string
  readonly accessToken: string
}): Promise<Result<BookingDetail>> {
  const write = { name: `cancel.${access.bookingId}`, body: {}, store: sessionStorage }
  return sendOnce(write, (idempotencyKey) =>
    callApi({
      method: 'POST',
      path: `/bookings/${access.bookingId}/cancel`,
      body: {},
      idempotencyKey,
      accessToken: access.accessToken,
      timeoutMs: timeoutsMs.default,
    }),
  )
}

export function requestLookup(body: {
  readonly reference: string
  readonly email: string
}): Promise<Result<{ text: string }>> {
  return callApi({ method: 'POST', path: '/lookups', body, timeoutMs: timeoutsMs.lookup })
}

export function redeemLink(token: string): Promise<Result<LinkAccess>> {
  return callApi({
    method: 'POST',
    path: '/lookups/redeem',
    body: { token },
    timeoutMs: timeoutsMs.lookup,
  })
}

function read<Value>(
  path: string,
  query: Readonly<Record<string, string | number>>,
  signal: AbortSignal,
): Promise<Result<Value>> {
  return callApi({ method: 'GET', path, query, signal, timeoutMs: timeoutsMs.read })
}
