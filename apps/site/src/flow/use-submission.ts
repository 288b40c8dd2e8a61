import type { Alternative } from '@holdfast/bookings/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { createBooking, createBookingWrite } from '../api/bookings-api.ts'
import type { Failure } from '../api/failure.ts'
import { hasPending } from '../api/pending-write.ts'
import { forgetLoaded } from '../ui/use-load.ts'
import { placeErrors } from './check-answers.ts'
import { toRequest } from './draft.ts'
import type { BookingFlow } from './use-booking.ts'

const resumeWithinMs = 10 * 60_000

export interface Submission {
  readonly isSending: boolean
  readonly failure: Failure | undefined
  readonly send: () => void
  readonly dismiss: () => void
}

/**
 * Sends the booking once at a time. When the page was reloaded before the answer came, it asks
 * again under the same key by itself, which books nothing twice.
 */
export function useSubmission(flow: BookingFlow): Submission {
  const [isSending, setSending] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const inFlight = useRef(false)

  const send = async () => {
    if (inFlight.current) return
    inFlight.current = true
    setSending(true)
    setFailure(undefined)
    const result = await createBooking(toRequest(flow.draft))
    inFlight.current = false
    setSending(false)
    forgetLoaded('slots')
    forgetLoaded('calendar')
    if (result.ok) flow.finish(result.value)
    else if (!placeFailure(flow, result.failure)) setFailure(result.failure)
  }

  useEffect(() => {
    const write = { name: createBookingWrite, body: toRequest(flow.draft), store: sessionStorage }
    if (flow.isFreshlyLoaded && hasPending(write, resumeWithinMs)) void send()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])

  return { isSending, failure, send: () => void send(), dismiss: () => setFailure(undefined) }
}

/** The times the server offers instead of one that is taken. */
export function alternativesOf(failure: Failure): readonly Alternative[] {
  if (failure.kind !== 'problem') return []
  const offered = failure.document['alternatives']
  return Array.isArray(offered) ? offered.filter(isAlternative) : []
}

function isAlternative(value: unknown): value is Alternative {
  return typeof value === 'object' && value !== null && 'date' in value && 'time' in value
}

// A complaint about a field is shown at the field.
function placeFailure(flow: BookingFlow, failure: Failure): boolean {
  if (failure.kind !== 'problem') return false
  if (failure.code === 'bookings.badPhone') {
    flow.showErrors('contact', { phone: 'We cannot call that number. Check it, please.' })
    return true
  }
  const place = placeErrors(failure.errors)
  if (place === undefined) return false
  flow.showErrors(place.step, place.texts)
  return true
}
