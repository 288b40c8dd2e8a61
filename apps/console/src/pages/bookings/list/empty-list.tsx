import { CalendarDays, SearchX } from 'lucide-react'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Button } from '../../../ui/button.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { isSameSearch } from '../filters/booking-search.ts'
import { useBookingSearch } from './use-booking-search.ts'

interface EmptyListProps {
  readonly page: { readonly total?: number | undefined; readonly offset?: number | undefined }
}

/** Why there are no rows, and what to do: never booked, not with these filters, or past the end. */
export function EmptyList({ page }: EmptyListProps) {
  const { search, show, change } = useBookingSearch()
  if ((page.total ?? 0) > 0) {
    return (
      <StateFrame
        Icon={SearchX}
        title="This page is past the end"
        text={`There are ${page.total} bookings; some may have gone since the address was made.`}
      >
        <Button onClick={() => change({})}>Go to the first page</Button>
      </StateFrame>
    )
  }
  if (isSameSearch(search, {})) return <NothingAhead />
  const everywhere = { when: 'all', ...(search.q === undefined ? {} : { q: search.q }) } as const
  const canWiden = search.q !== undefined && !isSameSearch(search, everywhere)
  return (
    <StateFrame
      Icon={SearchX}
      title={search.q === undefined ? 'No bookings like that' : `Nothing found for “${search.q}”`}
      text={
        canWiden
          ? 'Only the chosen days, states and stations were searched. E-mail addresses and phone numbers are found only when they are complete.'
          : 'E-mail addresses and phone numbers are found only when they are complete.'
      }
    >
      <div className="flex flex-wrap justify-center gap-2">
        {canWiden && (
          <Button look="primary" onClick={() => show(everywhere)}>
            Search all bookings
          </Button>
        )}
        <Button onClick={() => show({})}>Clear the filters</Button>
      </div>
    </StateFrame>
  )
}

function NothingAhead() {
  const { show } = useBookingSearch()
  return (
    <StateFrame
      Icon={CalendarDays}
      title="No dinners ahead"
      text="What guests book on the public site appears here within a minute, soonest first."
    >
      <div className="flex flex-wrap justify-center gap-2">
        <a
          href="/book"
          target="_blank"
          rel="noreferrer"
          className={buttonStyle({ look: 'primary' })}
        >
          Book for a guest
        </a>
        <Button onClick={() => show({ when: 'all' })}>Show all bookings</Button>
      </div>
    </StateFrame>
  )
}
