import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { mayPrefetch } from '../../../data/may-prefetch.ts'
import { bookingQueryOf } from './booking-queries.ts'

const restMs = 120

/** Fetches a booking while the pointer or the focus rests on its link. */
export function usePrefetchBooking(bookingId: string) {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begin = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!mayPrefetch()) return
      void queryClient.prefetchQuery(bookingQueryOf(bookingId))
    }, restMs)
  }
  const end = () => clearTimeout(timer.current)
  return { onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end }
}
