import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { notify } from '../../../data/notify.ts'
import { bookingQueryOf, bookingsKey } from './booking-queries.ts'

/** Cancels a booking. Not shown before the server has said so: the guest hears of it by mail. */
export function useCancelBooking(bookingId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      api.bookings.cancelBooking({
        params: { id: bookingId },
        body: reason === '' ? {} : { reason },
      }),
    onSuccess: (booking) => {
      queryClient.setQueryData(bookingQueryOf(bookingId).queryKey, booking)
      void queryClient.invalidateQueries({ queryKey: [...bookingsKey, 'list'] })
      notify(`Booking ${booking.reference} is cancelled`, 'Its time is free for others again.')
    },
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: bookingQueryOf(bookingId).queryKey })
    },
  })
}
