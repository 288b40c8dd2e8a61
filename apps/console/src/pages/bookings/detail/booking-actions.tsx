import type { BookingAction, BookingDetail } from '@holdfast/bookings/contract'
import { Mail, MapPin, Phone } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { buttonStyle } from '../../../ui/button-style.ts'
import { deeds, nextStepOf, refusalOf } from './booking-deeds.ts'
import { mailLink, mapLink, phoneLink } from './booking-links.ts'
import { OtherSteps } from './other-steps.tsx'
import { useBookingDeeds } from './use-booking-deeds.ts'

const fetchDialogs = () => import('./dialogs/booking-dialogs.tsx')
const BookingDialogs = lazy(() =>
  fetchDialogs().then((module) => ({ default: module.BookingDialogs })),
)

/** What can be done next. What cannot says why. */
export function BookingActions({ booking }: { readonly booking: BookingDetail }) {
  const [asked, setAsked] = useState<BookingAction>()
  const next = nextStepOf(booking)
  useBookingDeeds(booking, setAsked)
  // So that the first question comes at once, and works without a connection.
  useEffect(() => void fetchDialogs().catch(() => undefined), [])
  return (
    <div className="flex flex-col gap-1.5 border-b px-4 py-3 md:px-6">
      <div className="flex flex-wrap gap-1.5">
        {next !== undefined && (
          <DeedButton booking={booking} action={next} onAsk={setAsked} look="primary" />
        )}
        <DeedButton booking={booking} action="reschedule" onAsk={setAsked} />
        <DeedButton booking={booking} action="change" onAsk={setAsked} />
        <OtherSteps booking={booking} onAsk={setAsked} />
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Contacts booking={booking} />
        <DeedButton
          booking={booking}
          action="cancel"
          onAsk={setAsked}
          look="danger-plain"
          className="ml-auto"
        />
      </div>
      <Suspense>
        {asked !== undefined && (
          <BookingDialogs booking={booking} asked={asked} onClose={() => setAsked(undefined)} />
        )}
      </Suspense>
    </div>
  )
}

interface DeedButtonProps {
  readonly booking: BookingDetail
  readonly action: BookingAction
  readonly onAsk: (action: BookingAction) => void
  readonly look?: 'primary' | 'danger-plain'
  readonly className?: string
}

function DeedButton({ booking, action, onAsk, look, className = '' }: DeedButtonProps) {
  const { name, Icon } = deeds[action]
  return (
    <Button
      {...(look === undefined ? {} : { look })}
      className={`px-2.5 ${className}`}
      disabledReason={refusalOf(booking, action)}
      onClick={() => onAsk(action)}
    >
      <Icon aria-hidden /> {name}
    </Button>
  )
}

function Contacts({ booking }: { readonly booking: BookingDetail }) {
  const style = buttonStyle({ look: 'quiet' }, 'px-2')
  return (
    <>
      <a href={phoneLink(booking)} className={style}>
        <Phone aria-hidden /> Call
      </a>
      <a href={mailLink(booking)} className={style}>
        <Mail aria-hidden /> E-mail
      </a>
      <a href={mapLink(booking)} target="_blank" rel="noreferrer" className={style}>
        <MapPin aria-hidden /> Map
      </a>
    </>
  )
}
