import { useState } from 'preact/hooks'
import { forgetAccess, loadAccess, type KeptAccess } from '../flow/kept-booking.ts'
import { Notices } from '../ui/notices.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { BookingView } from './booking-view.tsx'
import { brokenLinkWords } from './broken-link-words.ts'
import { LookupForm } from './lookup-form.tsx'
import { useMailedLink } from './use-mailed-link.ts'

/** One's own booking: by a mailed link, by what this tab remembers, or by asking for a link. */
export function LookupPage() {
  const [access, setAccess] = useState<KeptAccess | undefined>(loadAccess)
  const link = useMailedLink(setAccess)
  return (
    <>
      <Notices />
      {link.state === 'opening' && (
        <section class="step">
          <h1 class="step-title">Opening your booking</h1>
          <Skeleton shape="lines" count={6} label="Opening your booking" />
        </section>
      )}
      {link.state === 'failed' && (
        <section class="step">
          {link.retry !== undefined && <h1 class="step-title">Your booking</h1>}
          <FailureNotice
            error={link.error}
            retry={link.retry}
            words={brokenLinkWords(link.error)}
          />
        </section>
      )}
      {link.state === 'failed' && link.retry === undefined && <LookupForm />}
      {link.state === 'none' && access === undefined && <LookupForm />}
      {link.state === 'none' && access !== undefined && (
        <BookingView
          key={access.bookingId}
          access={access}
          onLeave={() => {
            forgetAccess()
            setAccess(undefined)
          }}
        />
      )}
    </>
  )
}
