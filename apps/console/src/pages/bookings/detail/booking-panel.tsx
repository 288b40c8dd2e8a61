import { useDebounced } from '@holdfast/ui/debounced/react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Eraser, SearchX } from 'lucide-react'
import { useCallback } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Button } from '../../../ui/button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { bookingQueryOf } from '../data/booking-queries.ts'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { guestName, saysErased } from '../guest-name.ts'
import { useBookingSearch } from '../list/use-booking-search.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingDeposit } from './booking-deposit.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { BookingTimeline } from './booking-timeline.tsx'
import { RefusedMail } from './refused-mail.tsx'
import { PanelHeader } from './panel-header.tsx'
import { PanelSkeleton } from '../../../ui/panel/panel-skeleton.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'

const restMs = 150

/** One booking beside the list, from its title down to what happened to it. */
export function BookingPanel() {
  const { bookingId } = useParams({ from: '/shell/bookings/$bookingId' })
  // Someone who runs down the list asks only for the row where they stop.
  const wantedId = useDebounced(bookingId, restMs)
  const query = useQuery({ ...bookingQueryOf(bookingId), enabled: wantedId === bookingId })
  const close = useClose(bookingId)
  const { Title } = usePanelHeadings()
  usePageTitle(query.data ? `${guestName(query.data.contact)}, ${query.data.reference}` : 'Booking')
  const booking = query.data
  return (
    <section
      aria-label="Booking"
      className="relative flex w-full min-w-0 flex-col overflow-y-auto bg-raised lg:w-[456px] lg:shrink-0 lg:border-l xl:w-[480px]"
    >
      {booking === undefined && <Title className="sr-only">Booking</Title>}
      {booking === undefined && saysErased(query.error) ? (
        <Erased onClose={close} />
      ) : booking === undefined && query.error !== null ? (
        <Failure
          error={query.error}
          retry={() => void query.refetch()}
          notFound={<Missing onClose={close} />}
        />
      ) : booking === undefined ? (
        <PanelSkeleton what="the booking" />
      ) : (
        <article key={booking.id} className="max-w-2xl animate-in fade-in-0 duration-150">
          <PanelHeader booking={booking} onClose={close} />
          {query.isError && (
            <StaleNotice
              error={query.error}
              at={query.dataUpdatedAt}
              retry={() => void query.refetch()}
            />
          )}
          <RefusedMail booking={booking} />
          <BookingActions booking={booking} />
          <BookingFacts booking={booking} />
          <BookingDeposit booking={booking} />
          <BookingTimeline booking={booking} />
        </article>
      )}
    </section>
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

function Missing({ onClose }: { readonly onClose: () => void }) {
  return (
    <StateFrame
      Icon={SearchX}
      title="There is no such booking"
      text="The address may have a typing error, or it belongs to a station that is not yours."
    >
      <Button onClick={onClose}>Back to the list</Button>
    </StateFrame>
  )
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
