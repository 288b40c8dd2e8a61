import type { StepName, StoreEvent } from '@holdfast/stores/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { MoreButton } from '../../../ui/list/more-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { Card } from '../card.tsx'
import { pastEventsQuery } from '../data/event-queries.ts'
import { readStoreSearch, type StoreSearch } from '../store-search.ts'
import { stepWords } from '../store-words.ts'
import { foldSteps, type TimelineEntry } from './fold-steps.ts'
import { FoldedStepsItem } from './folded-steps-item.tsx'
import { withEvents } from './merge-events.ts'
import { eventLevels, matchesSearch } from './matches-search.ts'
import { StoreEventItem } from './store-event-item.tsx'

interface StoreEventsProps {
  readonly storeId: string
  /** The number of the newest event as the page was opened. */
  readonly openedAt: number
  /** What has happened since. */
  readonly told: readonly StoreEvent[]
}

/** Who did what, when and why, the newest first; what happens now slides in above. */
export function StoreEvents({ storeId, openedAt, told }: StoreEventsProps) {
  const search = useSearch({ from: '/shell/stores/$storeId' })
  const query = useInfiniteQuery(pastEventsQuery(storeId, openedAt))
  const past = query.data?.pages.flatMap(({ items }) => items)
  const all = past && withEvents(past, told)
  const events = all?.filter((event) => matchesSearch(event, search))
  return (
    <Card title="What happened" actions={<Filters search={search} events={all ?? []} />}>
      {events === undefined &&
        (query.error === null ? (
          <div className="p-3">
            <RowsSkeleton what="what happened" />
          </div>
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ))}
      {events?.length === 0 && (
        <p className="px-4 py-3 text-soft">
          {all?.length === 0
            ? 'Nothing has happened yet.'
            : query.hasNextPage
              ? 'None of the newest events is like that. Look among the older ones.'
              : 'No event is like that.'}
        </p>
      )}
      {events !== undefined && events.length > 0 && (
        <ol aria-label="Events, newest first">
          {entriesOf(events, search).map((entry) =>
            'count' in entry ? (
              <FoldedStepsItem key={`to ${entry.events[0]?.sequence}`} folded={entry} />
            ) : (
              <StoreEventItem
                key={entry.sequence}
                event={entry}
                isNew={entry.sequence > openedAt}
              />
            ),
          )}
        </ol>
      )}
      <MoreButton query={query} what="older events" />
    </Card>
  )
}

/** Who looks for something sees each event. */
function entriesOf(events: readonly StoreEvent[], search: StoreSearch): readonly TimelineEntry[] {
  const isFiltered = search.level !== undefined || search.step !== undefined
  return isFiltered ? events : foldSteps(events)
}

interface FiltersProps {
  readonly search: StoreSearch
  readonly events: readonly StoreEvent[]
}

function Filters({ search, events }: FiltersProps) {
  const navigate = useNavigate({ from: '/stores/$storeId' })
  const change = (changes: { readonly [Part in keyof StoreSearch]: string | undefined }) =>
    void navigate({ search: readStoreSearch({ ...search, ...changes }), replace: true })
  const steps = stepsOf(events, search.step)
  return (
    <div className="grid w-full grid-cols-2 gap-1.5 sm:flex sm:w-auto">
      <Select
        aria-label="Which events"
        className="sm:w-44"
        value={search.level ?? ''}
        onChange={({ target: { value } }) => change({ level: value || undefined })}
      >
        <option value="">All events</option>
        {Object.entries(eventLevels).map(([value, { label }]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Of which step"
        className="sm:w-44"
        value={search.step ?? ''}
        onChange={({ target: { value } }) => change({ step: value || undefined })}
      >
        <option value="">All steps</option>
        {steps.map((step) => (
          <option key={step} value={step}>
            {stepWords[step].title}
          </option>
        ))}
      </Select>
    </div>
  )
}

/** Those that something has happened in, in their order, and the one that was chosen. */
function stepsOf(events: readonly StoreEvent[], chosen: string | undefined): StepName[] {
  const seen = new Set<string | null>([chosen ?? null, ...events.map(({ step }) => step)])
  // The keys of this table are the names of the steps.
  return (Object.keys(stepWords) as StepName[]).filter((step) => seen.has(step))
}
