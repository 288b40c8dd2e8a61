import { createPager, type Pager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { BookingSort } from '../../contract.ts'
import type { Booking } from '../booking.ts'

// Instants of bookings have whole milliseconds, so that none is cut in the cursor.
const byStart = {
  columns: ['b.starts_at', 'b.id'],
  key: z.tuple([z.iso.datetime(), z.uuid()]),
  keyOf: (booking: Booking) => [booking.startsAt.toISOString(), booking.id] as const,
}

// Ids begin with the time at which they were given.
const byCreation = {
  columns: ['b.id'],
  key: z.tuple([z.uuid()]),
  keyOf: (booking: Booking) => [booking.id] as const,
}

/** The orders in which bookings can be read; a minus is the latest first. */
export const pagers: Readonly<Record<BookingSort, Pager<Booking>>> = {
  start: createPager({ ...byStart, order: 'start', direction: 'asc' }),
  '-start': createPager({ ...byStart, order: '-start', direction: 'desc' }),
  created: createPager({ ...byCreation, order: 'created', direction: 'asc' }),
  '-created': createPager({ ...byCreation, order: '-created', direction: 'desc' }),
}
