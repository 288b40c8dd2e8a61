import type { Alternative } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useEffect, useState } from 'preact/hooks'
import { alternatives } from '../api/making.contract.ts'
import { making } from '../api/making.ts'
import { placeErrors } from './check-answers.ts'
import { toRequest } from './to-request.ts'
import { holdsSomethingElse, letGo } from './own-hold.ts'
import type { BookingFlow } from './use-booking.ts'

const resumeWithinMs = 10 * 60_000

export interface Submission {
  readonly isSending: boolean
  readonly error: CallError | undefined
  readonly send: () => void
  readonly dismiss: () => void
}

/**
 * Sends the booking once at a time. When the page was reloaded before the answer came, it asks
 * again under the same key by itself, which books nothing twice.
 */
export function useSubmission(flow: BookingFlow): Submission {
  const [error, setError] = useState<CallError>()
  const { isBusy, submit } = useSubmitGuard(async () => {
    const { draft, kept } = flow
    const refusal =
      kept !== undefined && holdsSomethingElse(kept, draft) ? await letGo(kept) : undefined
    if (refusal !== undefined) throw refusal
    return making.createBooking({ body: toRequest(draft) })
  })

  const send = async () => {
    const sent = submit()
    if (sent === undefined) return
    setError(undefined)
    const result = await settle(sent)
    if (result.ok) flow.finish(result.value)
    else if (!placeError(flow, result.error)) setError(result.error)
  }

  useEffect(() => {
    const write = { body: toRequest(flow.draft) }
    const isUndecided = making.createBooking.isPending(write, resumeWithinMs)
    if (flow.isFreshlyLoaded && isUndecided) void send()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])

  return { isSending: isBusy, error, send: () => void send(), dismiss: () => setError(undefined) }
}

/** The times the service offers instead of one that is taken. */
export function alternativesOf(error: CallError): readonly Alternative[] {
  if (error.kind !== 'problem') return []
  return error.member('alternatives', alternatives) ?? []
}

// A complaint about a field is shown at the field.
function placeError(flow: BookingFlow, error: CallError): boolean {
  if (error.kind !== 'problem') return false
  if (error.code === 'bookings.badPhone') {
    flow.showErrors('contact', { phone: 'We cannot call that number. Check it, please.' })
    return true
  }
  const place = placeErrors(error.errors)
  if (place === undefined) return false
  flow.showErrors(place.step, place.texts)
  return true
}
