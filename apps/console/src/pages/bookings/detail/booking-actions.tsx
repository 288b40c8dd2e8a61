import type { BookingDetail } from '@holdfast/bookings/contract'
import { CalendarX2, Mail, MapPin, Phone } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { buttonStyle } from '../../../ui/button-style.ts'
import { cancelRefusal, mailLink, mapLink, phoneLink } from './booking-links.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { useBookingDeeds } from './use-booking-deeds.ts'

/** What can be done next. What cannot says why. */
export function BookingActions({ booking }: { readonly booking: BookingDetail }) {
  const [isCancelling, setCancelling] = useState(false)
  const askToCancel = useCallback(() => setCancelling(true), [])
  useBookingDeeds(booking, askToCancel)
  return (
    <div className="flex flex-wrap gap-1.5 border-b px-4 py-3 md:px-6">
      <a href={phoneLink(booking)} className={buttonStyle({}, 'px-2.5')}>
        <Phone aria-hidden /> Call
      </a>
      <a href={mailLink(booking)} className={buttonStyle({}, 'px-2.5')}>
        <Mail aria-hidden /> E-mail
      </a>
      <a
        href={mapLink(booking)}
        target="_blank"
        rel="noreferrer"
        className={buttonStyle({}, 'px-2.5')}
      >
        <MapPin aria-hidden /> Map
      </a>
      <Button
        look="danger-plain"
        className="ml-auto px-2.5"
        disabledReason={cancelRefusal(booking)}
        onClick={askToCancel}
      >
        <CalendarX2 aria-hidden /> Cancel booking
      </Button>
      <CancelDialog booking={booking} isOpen={isCancelling} onClose={() => setCancelling(false)} />
    </div>
  )
}
