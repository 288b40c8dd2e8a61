import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Input } from '../../ui/input.tsx'
import { ListFrame } from '../../ui/list/list-frame.tsx'
import { ListRows } from '../../ui/list/list-rows.tsx'
import { ViewChoice } from '../../ui/list/view-choice.tsx'
import { Select } from '../../ui/select.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { stationsQuery } from '../bookings/data/booking-queries.ts'
import { waitlistQuery } from './data/waitlist-queries.ts'
import { NobodyWaits } from './nobody-waits.tsx'
import { isView, waitlistViews, type WaitlistSearch } from './waitlist-search.ts'
import { WaitlistTable } from './waitlist-table.tsx'

const views = [
  { value: undefined, label: 'Open' },
  ...Object.entries(waitlistViews).map(([value, { label }]) => ({ value, label })),
]

/** Who waits for which evening, who is offered what until when, and how it ended. */
export function WaitlistPage() {
  usePageTitle('Waitlist')
  const listing = usePermission('waitlist.list')
  if (!listing.allowed) return <Forbidden what="the waitlist" reason={listing.reason} />
  return <Waitlist />
}

function Waitlist() {
  const search = useSearch({ from: '/shell/waitlist' })
  const navigate = useNavigate()
  const query = useInfiniteQuery(waitlistQuery(search))
  const choose = (next: WaitlistSearch) => void navigate({ to: '/waitlist', search: next })
  return (
    <ListFrame
      title="Waitlist"
      label="Waitlist"
      filters={
        <>
          <ViewChoice
            label="Which entries"
            options={views}
            value={search.show}
            onChoose={(show) => {
              const { show: _, ...others } = search
              choose(show !== undefined && isView(show) ? { ...others, show } : others)
            }}
          />
          <Filters search={search} onChoose={choose} />
        </>
      }
    >
      <ListRows query={query} what="the waitlist" older="older entries">
        {(rows) =>
          rows.length > 0 ? <WaitlistTable rows={rows} /> : <NobodyWaits search={search} />
        }
      </ListRows>
    </ListFrame>
  )
}

interface FiltersProps {
  readonly search: WaitlistSearch
  readonly onChoose: (search: WaitlistSearch) => void
}

function Filters({ search, onChoose }: FiltersProps) {
  const { data: stations } = useQuery(stationsQuery)
  const { station: _, ...anywhere } = search
  const { day: __, ...anyDay } = search
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Station"
        className="w-48"
        value={search.station ?? ''}
        onChange={({ target: { value } }) =>
          onChoose(value === '' ? anywhere : { ...search, station: value })
        }
      >
        <option value="">All stations</option>
        {stations?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Input
        type="date"
        aria-label="Evening"
        className="w-40"
        value={search.day ?? ''}
        onChange={({ target: { value } }) =>
          onChoose(value === '' ? anyDay : { ...search, day: value })
        }
      />
    </div>
  )
}
