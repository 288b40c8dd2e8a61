import type { BookingRow } from '@holdfast/bookings/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../data/api.ts'
import { paymentsKey } from '../../payments/data/payments-key.ts'
import { bookingsKey } from '../data/booking-queries.ts'
import { cancelEach, type Outcome, type Progress } from './cancel-each.ts'

type Row = Pick<BookingRow, 'id' | 'name' | 'reference'>

/** Cancels several bookings for one reason, with how far it has come and a way to stop. */
export function useCancelMany() {
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<Progress>()
  const [stopping, setStopping] = useState<AbortController>()
  const { mutate, data, isPending } = useMutation({
    mutationFn({ rows, reason }: { readonly rows: readonly Row[]; readonly reason: string }) {
      const stop = new AbortController()
      setStopping(stop)
      const body = reason === '' ? {} : { reason }
      return cancelEach(rows, {
        cancel: ({ id }) => api.bookings.cancelBooking({ params: { id }, body }),
        onProgress: setProgress,
        wait,
        signal: stop.signal,
      })
    },
    onSettled() {
      void queryClient.invalidateQueries({ queryKey: bookingsKey })
      void queryClient.invalidateQueries({ queryKey: paymentsKey })
    },
  })
  const outcome: Outcome | undefined = isPending ? undefined : data
  return {
    cancel: (rows: readonly Row[], reason: string) => !isPending && mutate({ rows, reason }),
    progress: isPending ? progress : undefined,
    outcome,
    stop: () => stopping?.abort(),
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}
