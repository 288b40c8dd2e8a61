import { useDebounced } from '@holdfast/ui/debounced/react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Eraser } from 'lucide-react'
import { useCallback } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Button } from '../../../ui/button.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { bookingQueryOf } from '../data/booking-queries.ts'
import { guestName, saysErased } from '../guest-name.ts'
import { useBookingSearch } from '../list/use-booking-search.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingDeposit } from './booking-deposit.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { BookingTimeline } from './booking-timeline.tsx'
import { RefusedMail } from './refused-mail.tsx'
import { PanelHeader } from './panel-header.tsx'
import { Panel } from '../../../ui/panel/panel.tsx'

const restMs = 150

/** One booking beside the list, from its title down to what happened to it. */
export function BookingPanel() {
  const { bookingId } = useParams({ from: '/shell/bookings/$bookingId' })
  // Someone who runs down the list asks only for the row where they stop.
  const wantedId = useDebounced(bookingId, restMs)
  const query = useQuery({ ...bookingQueryOf(bookingId), enabled: wantedId === bookingId })
  const close = useClose(bookingId)
  usePageTitle(query.data ? `${guestName(query.data.contact)}, ${query.data.reference}` : 'Booking')
  const isErased = query.data === undefined && saysErased(query.error)
  return (
    <Panel
      name="Booking"
      query={query}
      missing="The address may have a typing error, or it belongs to a station that is not yours."
      instead={isErased ? <Erased onClose={close} /> : undefined}
      onClose={close}
    >
      {(booking, stale) => (
        <>
          <PanelHeader booking={booking} onClose={close} />
          {stale}
          <RefusedMail booking={booking} />
          <BookingActions booking={booking} />
          <BookingFacts booking={booking} />
          <BookingDeposit booking={booking} />
          <BookingTimeline booking={booking} />
        </>
      )}
    </Panel>
  )
}

/** Back to the list as it was, with the focus on the row that one came from. */
function useClose(bookingId: string): () => void {
  const navigate = useNavigate()
  const { search } = useBookingSearch()
  const close = useCallback(
    () =>
      void navigate(links.bookings(search)).then(() =>
        document.querySelector<HTMLElement>(`[data-booking="${CSS.escape(bookingId)}"]`)?.focus(),
      ),
    [bookingId, navigate, search],
  )
  useCloseKey({ title: 'Close the booking', group: 'Bookings' }, close)
  return close
}

function Erased({ onClose }: { readonly onClose: () => void }) {
  return (
    <StateFrame
      Icon={Eraser}
      title="Erased guest"
      text="Whoever booked was erased for ever, with everything that named them. What was paid stays among the payments."
    >
      <Button onClick={onClose}>Back to the list</Button>
    </StateFrame>
  )
}
