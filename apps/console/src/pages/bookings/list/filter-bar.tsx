import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { stationsQuery } from '../data/booking-queries.ts'
import { defaultState, stateChoices, type StateChoice } from '../filters/booking-search.ts'
import { givenViews, viewOf } from '../filters/saved-views.ts'
import { useSavedViews } from '../filters/use-saved-views.ts'
import { stateWords } from '../booking-words.ts'
import { DatesFilter } from './dates-filter.tsx'
import { SearchBox } from './search-box.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/** What narrows the list. Every part stands in the address. */
export function FilterBar() {
  const { search, show } = useBookingSearch()
  const { views } = useSavedViews()
  return (
    <search className="flex flex-wrap items-center gap-2 px-3 pb-3 md:px-(--gutter)">
      <SearchBox />
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

function StateFilter() {
  const { search, change } = useBookingSearch()
  const state = search.state ?? defaultState(search)
  return (
    <Select
      aria-label="State"
      className="min-w-32 flex-1 sm:flex-none"
      value={state}
      onChange={(event) =>
        change({ state: stateChoices.find((one) => one === event.target.value) })
      }
    >
      {stateChoices.map((choice) => (
        <option key={choice} value={choice}>
          {choiceWords(choice)}
        </option>
      ))}
    </Select>
  )
}

function choiceWords(choice: StateChoice): string {
  if (choice === 'open') return 'Taking place'
  return choice === 'any' ? 'Any state' : stateWords[choice].label
}

function StationFilter() {
  const { search, change } = useBookingSearch()
  const { data, isError } = useQuery(stationsQuery)
  const stations = data?.items ?? []
  const isKnown = search.station === undefined || stations.some(({ id }) => id === search.station)
  return (
    <Select
      aria-label="Station"
      className="max-w-52 min-w-32 flex-1 sm:flex-none"
      value={search.station ?? ''}
      onChange={(event) => change({ station: event.target.value || undefined })}
    >
      <option value="">All stations</option>
      {stations.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {!isKnown && <option value={search.station}>{isError ? 'One station' : '…'}</option>}
      {isError && <option disabled>The stations could not be loaded</option>}
    </Select>
  )
}
