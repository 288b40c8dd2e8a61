import type { BookingDetail } from '@holdfast/bookings/contract'
import type { KeptAccess } from '../../flow/kept-booking.ts'
import { formatDay, formatTimeIn } from '../../format/moments.ts'
import type { View } from '../use-view.ts'

/** A booking that is being moved, and what follows. */
export interface Moving {
  readonly booking: BookingDetail
  readonly access: KeptAccess
  readonly view: Extract<View, { readonly do: 'move' }>
  readonly open: (view: View) => void
  /** The booking at its new time. */
  readonly onMoved: (booking: BookingDetail) => void
  /** Somebody else has changed it. */
  readonly onOutdated: () => void
}

/** When the dinner is until it is moved. */
export function nowWords({ date, startsAt, timeZone }: BookingDetail): string {
  return `${formatDay(date)} at ${formatTimeIn(startsAt, timeZone)}`
}
