import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../../data/session.ts'
import { Select } from '../../../ui/select.tsx'
import { stationsQuery } from '../data/booking-queries.ts'
import { useBookingSearch } from './use-booking-search.ts'

/** One of the stations that one reaches; nothing for who has only one. */
export function StationFilter() {
  const { search, change } = useBookingSearch()
  const { scope } = useMe()
  const { data, isError } = useQuery(stationsQuery)
  const stations = data?.items.filter(({ id }) => scope?.includes(id) ?? true) ?? []
  const isKnown = search.station === undefined || stations.some(({ id }) => id === search.station)
  if (scope?.length === 1 && (search.station === undefined || search.station === scope[0])) {
    return null
  }
  return (
    <Select
      aria-label="Station"
      className="max-w-52 min-w-32 flex-1 touch:max-w-none sm:flex-none"
      value={search.station ?? ''}
      onChange={(event) => change({ station: event.target.value || undefined })}
    >
      <option value="">{scope === undefined ? 'All stations' : 'All your stations'}</option>
      {stations.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {!isKnown && (
        <option value={search.station}>{data || isError ? 'Another station' : '…'}</option>
      )}
      {isError && <option disabled>The stations could not be loaded</option>}
    </Select>
  )
}
