import type { BookingDetail } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useState } from 'preact/hooks'
import check from 'lucide-static/icons/check.svg?raw'
import { changing } from '../api/changing.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'

/** Says yes to a time from the waitlist for which no deposit is asked. */
export function AcceptButton(props: {
  readonly access: KeptAccess
  readonly onChanged: (booking: BookingDetail) => void
}) {
  const { bookingId: id, accessToken } = props.access
  const [error, setError] = useState<CallError>()
  const { isBusy, submit } = useSubmitGuard(() =>
    changing.acceptOffer({ params: { id }, body: {} }, { accessToken }),
  )
  const accept = async () => {
    const sent = submit()
    if (sent === undefined) return
    setError(undefined)
    const result = await settle(sent)
    if (result.ok) props.onChanged(result.value)
    else setError(result.error)
  }
  return (
    <>
      <button
        type="button"
        class="button button-primary"
        aria-disabled={isBusy}
        data-busy={isBusy}
        onClick={() => void accept()}
      >
        <Icon svg={check} /> {isBusy ? 'Booking it…' : 'Take this time'}
      </button>
      {error !== undefined && <FailureNotice error={error} />}
    </>
  )
}
