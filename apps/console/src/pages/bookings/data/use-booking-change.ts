import type { BookingDetail } from '@holdfast/bookings/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../data/notify.ts'
import { paymentsKey } from '../../payments/data/payments-key.ts'
import { bookingQueryOf, bookingsKey } from './booking-queries.ts'

interface BookingChange<Input> {
  readonly send: (input: Input) => Promise<BookingDetail>
  /** What is said when it was done. */
  readonly done: (booking: BookingDetail) => readonly [text: string, detail?: string]
}

/**
 * Changes a booking. Nothing is shown before the server has said so: the guest hears of it by
 * mail. What it refuses may have changed meanwhile, so the booking is looked at again.
 */
export function useBookingChange<Input>(bookingId: string, change: BookingChange<Input>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change.send,
    onSuccess: (booking) => {
      queryClient.setQueryData(bookingQueryOf(bookingId).queryKey, booking)
      void queryClient.invalidateQueries({ queryKey: [...bookingsKey, 'list'] })
      void queryClient.invalidateQueries({ queryKey: [...bookingsKey, 'refund', bookingId] })
      void queryClient.invalidateQueries({ queryKey: paymentsKey })
      notify(...change.done(booking))
    },
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: bookingQueryOf(bookingId).queryKey })
      void queryClient.invalidateQueries({ queryKey: [...bookingsKey, 'refund', bookingId] })
      void queryClient.invalidateQueries({ queryKey: [...bookingsKey, 'slots'] })
    },
  })
}
