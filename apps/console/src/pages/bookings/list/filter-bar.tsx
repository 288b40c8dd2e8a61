import { X } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { givenViews, viewOf } from '../filters/saved-views.ts'
import { useSavedViews } from '../filters/use-saved-views.ts'
import { DatesFilter } from './dates-filter.tsx'
import { BookingSearchBox } from './booking-search-box.tsx'
import { StateFilter } from './state-filter.tsx'
import { StationFilter } from './station-filter.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/** What narrows the list. Every part stands in the address. */
export function FilterBar() {
  const { search, show } = useBookingSearch()
  const { views } = useSavedViews()
  return (
    <search className="flex flex-wrap items-center gap-2 px-3 pb-3 md:px-(--gutter)">
      <BookingSearchBox />
      <DatesFilter />
      <StateFilter />
      <StationFilter />
      {viewOf([...givenViews, ...views], search) === undefined && (
        <Button look="quiet" onClick={() => show({})}>
          <X aria-hidden /> Clear
        </Button>
      )}
    </search>
  )
}
