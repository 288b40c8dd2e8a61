import type { BookingDetail } from '@holdfast/bookings/contract'

/** What the question or form of a deed is given. */
export interface DeedDialogProps {
  readonly booking: BookingDetail
  readonly onClose: () => void
}
