import { useDebounced } from '@holdfast/ui/debounced/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CalendarDays, Search } from 'lucide-react'
import { useEffect } from 'react'
import { api } from '../../data/api.ts'
import { links } from '../../data/links.ts'
import { useMe } from '../../data/session.ts'
import { formatDay } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { searchedText } from '../../pages/bookings/filters/booking-query.ts'
import { readBookingSearch } from '../../pages/bookings/filters/booking-search.ts'
import { PaletteGroup, PaletteItem, type After } from './palette-item.tsx'

const shortest = 2
const shown = 5

interface FoundBookingsProps {
  readonly text: string
  readonly after: After
  /** Told the first one when they arrive, so that Enter opens it. */
  readonly onFound: (value: string) => void
}

/** Bookings by name, reference, e-mail address or telephone number. */
export function FoundBookings({ text, after, onFound }: FoundBookingsProps) {
  const { actions } = useMe()
  const navigate = useNavigate()
  // The list stays as it was, and is what one comes back to.
  const here = readBookingSearch(useSearch({ strict: false }))
  const now = useNow()
  const wanted = useDebounced(text.trim())
  const isWanted = wanted.length >= shortest && actions.includes('bookings.list')
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['bookings', 'found', wanted],
    queryFn: ({ signal }) =>
      api.bookings.listBookings({ query: { ...searchedText(wanted), limit: shown } }, { signal }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  })
  const first = isPlaceholderData ? undefined : data?.items[0]?.id
  useEffect(() => {
    if (first !== undefined) onFound(valueOf(first))
  }, [first, onFound])
  if (!isWanted || data === undefined || text.trim().length < shortest) return null
  return (
    <PaletteGroup title="Bookings">
      {data.items.map(({ id, name, date, reference }) => (
        <PaletteItem
          key={id}
          Icon={CalendarDays}
          name={name}
          value={valueOf(id)}
          keywords={[wanted, text]}
          more={`${formatDay(date, now)} · ${reference}`}
          onSelect={after(() => void navigate(links.booking(id, here)))}
        />
      ))}
      <PaletteItem
        Icon={Search}
        name={`All bookings with “${wanted}”`}
        value="all bookings found"
        keywords={[wanted, text]}
        onSelect={after(() => void navigate(links.bookings({ when: 'all', q: wanted })))}
      />
    </PaletteGroup>
  )
}

function valueOf(bookingId: string): string {
  return `booking ${bookingId}`
}
