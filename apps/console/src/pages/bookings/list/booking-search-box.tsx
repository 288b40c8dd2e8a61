import { SearchBox } from '../../../ui/list/search-box.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/** Finds by name, reference, whole e-mail address or whole telephone number. `/` leads here. */
export function BookingSearchBox() {
  const { search, refine } = useBookingSearch()
  return (
    <SearchBox
      found={search.q}
      find={(q) => refine({ q })}
      label="Search by name, reference, full e-mail or full phone number"
      placeholder="Name, reference, full e-mail or phone"
      title="E-mail addresses and phone numbers are found only when they are complete."
      shortcut={{ title: 'Search bookings', group: 'Bookings' }}
      className="min-w-36 flex-[1_1_100%] md:max-w-80 md:flex-[1_1_288px]"
    />
  )
}
