import { bookingActions, type BookingAction, type BookingDetail } from '@holdfast/bookings/contract'
import { Copy, Link, Mail, MapPin, Phone } from 'lucide-react'
import { useMemo } from 'react'
import { notify, toasts } from '../../../data/notify.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { usePageDeeds, type PageDeed } from '../../../shell/palette/page-deeds.ts'
import { deeds as deedsOf, refusalOf } from './booking-deeds.ts'
import { mailLink, mapLink, phoneLink } from './booking-links.ts'

/** What the command palette can do with the booking that is open. */
export function useBookingDeeds(
  booking: BookingDetail,
  onAsk: (action: BookingAction) => void,
): void {
  const deeds = useMemo((): readonly PageDeed[] => {
    const { reference } = booking
    const copy = (text: string, what: string) => () =>
      void copyText(text).then((isCopied) =>
        isCopied
          ? notify(`Copied ${what}`)
          : toasts.show({ tone: 'warning', text: `Could not copy the ${what}` }),
      )
    return [
      ...bookingActions.map((action): PageDeed => ({
        ...deedsOf[action],
        name: `${deedsOf[action].name} ${reference}`,
        refusal: refusalOf(booking, action),
        run: () => onAsk(action),
      })),
      { name: 'Call the guest', Icon: Phone, run: () => location.assign(phoneLink(booking)) },
      { name: 'E-mail the guest', Icon: Mail, run: () => location.assign(mailLink(booking)) },
      {
        name: 'Show the address on a map',
        Icon: MapPin,
        run: () => void open(mapLink(booking), '_blank', 'noreferrer'),
      },
      { name: 'Copy the reference', Icon: Copy, run: copy(reference, 'reference') },
      {
        name: 'Copy the link to this booking',
        Icon: Link,
        run: copy(`${location.origin}${location.pathname}`, 'link'),
      },
    ]
  }, [booking, onAsk])
  usePageDeeds(`Booking of ${booking.contact.name}`, deeds)
}
