import type { WaitlistReceipt } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useState } from 'preact/hooks'
import { hasCode } from '../api/remedy.ts'
import { waiting } from '../api/waiting.ts'
import { placeErrors, type FieldTexts } from '../flow/check-answers.ts'
import type { Draft } from '../flow/draft.ts'
import { toRequest } from '../flow/to-request.ts'

const badPhone = new Set(['bookings.badPhone'])

/** Puts somebody on the waitlist, once at a time; what is wrong with a field is shown there. */
export function useJoining() {
  const [receipt, setReceipt] = useState<WaitlistReceipt>()
  const [error, setError] = useState<CallError>()
  const [fieldErrors, setFieldErrors] = useState<FieldTexts>({})
  const { isBusy, submit } = useSubmitGuard(
    (draft: Draft, window: { readonly earliest: string; readonly latest: string }) => {
      const { stationId, durationHours, contact, venue } = toRequest(draft)
      const { date, adults, children, underSix } = draft
      const party = { adults, children, underSix }
      return waiting.joinWaitlist({
        body: { stationId, date, ...window, durationHours, party, contact, venue },
      })
    },
  )
  const join = async (...asked: Parameters<typeof submit>) => {
    const sent = submit(...asked)
    if (sent === undefined) return
    setError(undefined)
    setFieldErrors({})
    const result = await settle(sent)
    if (result.ok) return setReceipt(result.value)
    const texts = textsOf(result.error)
    if (texts) setFieldErrors(texts)
    else setError(result.error)
  }
  return {
    receipt,
    error,
    fieldErrors,
    isSending: isBusy,
    join: (...asked: Parameters<typeof submit>) => void join(...asked),
  }
}

function textsOf(error: CallError): FieldTexts | undefined {
  if (error.kind !== 'problem') return undefined
  if (hasCode(error, badPhone)) return { phone: 'We cannot call that number. Check it, please.' }
  return placeErrors(error.errors)?.texts
}
