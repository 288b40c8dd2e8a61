import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Input } from '../../ui/input.tsx'
import { MoreButton } from '../../ui/list/more-button.tsx'
import { ViewChoice } from '../../ui/list/view-choice.tsx'
import { Select } from '../../ui/select.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../ui/states/stale-notice.tsx'
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
  const rows = query.data?.pages.flatMap(({ items }) => items)
  const choose = (next: WaitlistSearch) => void navigate({ to: '/waitlist', search: next })
  return (
    <section aria-label="Waitlist" className="flex h-full min-w-0 flex-col">
      <div className="flex min-h-14 items-center px-3 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">Waitlist</h1>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pb-3 md:px-(--gutter)">
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
      </div>
      <div className="relative min-h-0 flex-1 overflow-auto border-t">
        {query.isError && rows !== undefined && !query.isFetchNextPageError && (
          <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
        )}
        {rows === undefined &&
          (query.error === null ? (
            <div className="p-3 md:px-(--gutter)">
              <RowsSkeleton what="the waitlist" />
            </div>
          ) : (
            <Failure error={query.error} retry={() => void query.refetch()} />
          ))}
        {rows !== undefined &&
          (rows.length > 0 ? <WaitlistTable rows={rows} /> : <NobodyWaits search={search} />)}
        <MoreButton query={query} what="older entries" />
      </div>
    </section>
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
