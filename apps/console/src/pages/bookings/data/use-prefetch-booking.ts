import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../../data/api.ts'
import { bookingQueryOf } from './booking-queries.ts'

const restMs = 120

// What is only likely to be needed takes none of the last requests of the minute.
const keptBack = 20

/** Fetches a booking while the pointer or the focus rests on its link. */
export function usePrefetchBooking(bookingId: string) {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begin = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (api.getRemainingRequests('api') < keptBack) return
      void queryClient.prefetchQuery(bookingQueryOf(bookingId))
    }, restMs)
  }
  const end = () => clearTimeout(timer.current)
  return { onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end }
}
