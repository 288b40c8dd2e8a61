import type { BookingDetail } from '@holdfast/bookings/contract'
import { CalendarX2, Mail, MapPin, Phone } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { buttonStyle } from '../../../ui/button-style.ts'
import { formatAddress } from '../../../format/address.ts'
import { CancelDialog } from './cancel-dialog.tsx'

/** What can be done next. What can not says why. */
export function BookingActions({ booking }: { readonly booking: BookingDetail }) {
  const [isCancelling, setCancelling] = useState(false)
  const { contact, venue, actions } = booking
  const refusal = actions.cancel.reason ?? 'This booking can not be cancelled.'
  return (
    <div className="flex flex-wrap gap-1.5 border-b px-4 py-3 md:px-6">
      <a href={`tel:${contact.phone}`} className={buttonStyle({}, 'px-2.5')}>
        <Phone aria-hidden /> Call
      </a>
      <a
        href={`mailto:${contact.email}?subject=${encodeURIComponent(`Your booking ${booking.reference}`)}`}
        className={buttonStyle({}, 'px-2.5')}
      >
        <Mail aria-hidden /> Write
      </a>
      <a
        href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(formatAddress(venue))}`}
        target="_blank"
        rel="noreferrer"
        className={buttonStyle({}, 'px-2.5')}
      >
        <MapPin aria-hidden /> Map
      </a>
      <Button
        look="danger-plain"
        className="ml-auto px-2.5"
        disabledReason={actions.cancel.allowed ? undefined : refusal}
        onClick={() => setCancelling(true)}
      >
        <CalendarX2 aria-hidden /> Cancel booking
      </Button>
      <CancelDialog booking={booking} isOpen={isCancelling} onClose={() => setCancelling(false)} />
    </div>
  )
}
