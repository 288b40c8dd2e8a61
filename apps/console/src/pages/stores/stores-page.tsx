import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Button } from '../../ui/button.tsx'
import { MoreButton } from '../../ui/list/more-button.tsx'
import { ViewChoice } from '../../ui/list/view-choice.tsx'
import { Select } from '../../ui/select.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../ui/states/stale-notice.tsx'
import { CreateDialog } from './create/create-dialog.tsx'
import { enginesQuery, storesQuery } from './data/store-queries.ts'
import { NoStores } from './list/no-stores.tsx'
import { StoreRows } from './list/store-rows.tsx'
import { QuotaMeter } from './quota/quota-meter.tsx'
import { useCreateRefusal } from './quota/use-create-refusal.ts'
import { storeViews } from './store-views.ts'
import { isView, type StoresSearch } from './stores-search.ts'

const views = [
  { value: undefined, label: 'All' },
  ...Object.entries(storeViews).map(([value, { label }]) => ({ value, label })),
]

/** The online shops of the business, and the way to another one. */
export function StoresPage() {
  usePageTitle('Stores')
  const reading = usePermission('stores.read')
  if (!reading.allowed) return <Forbidden what="the stores" reason={reading.reason} />
  return <Stores />
}

function Stores() {
  const search = useSearch({ from: '/shell/stores' })
  const navigate = useNavigate()
  const { asks, ...shown } = search
  const refusal = useCreateRefusal()
  const choose = (next: StoresSearch) => void navigate({ to: '/stores', search: next })
  const ask = () => choose({ ...shown, asks: true })
  return (
    <section aria-label="Stores" className="flex h-full min-w-0 flex-col">
      <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">Stores</h1>
        <QuotaMeter className="max-sm:order-last max-sm:basis-full" />
        <Button look="primary" className="ml-auto" disabledReason={refusal} onClick={ask}>
          <Plus aria-hidden /> Create a store
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pb-3 md:px-(--gutter)">
        <ViewChoice
          label="Which stores"
          options={views}
          value={search.show}
          onChoose={(show) => {
            const { show: _, ...others } = shown
            choose(isView(show) ? { ...others, show } : others)
          }}
        />
        <EngineFilter search={shown} onChoose={choose} />
      </div>
      <Listed search={shown} refusal={refusal} onAsk={ask} />
      {asks === true && <CreateDialog onClose={() => choose(shown)} />}
    </section>
  )
}

interface FilterProps {
  readonly search: StoresSearch
  readonly onChoose: (search: StoresSearch) => void
}

/** Worth asking from two kinds of shops on. */
function EngineFilter({ search, onChoose }: FilterProps) {
  const { data } = useQuery(enginesQuery)
  const engines = data?.items ?? []
  const { engine, ...others } = search
  if (engines.length < 2 && engine === undefined) return null
  return (
    <Select
      aria-label="Kind of shop"
      className="w-48"
      value={engine ?? ''}
      onChange={({ target: { value } }) =>
        onChoose(value === '' ? others : { ...others, engine: value })
      }
    >
      <option value="">All kinds</option>
      {engines.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
      {engine !== undefined && !engines.some(({ name }) => name === engine) && (
        <option value={engine}>{engine}</option>
      )}
    </Select>
  )
}

interface ListedProps {
  readonly search: StoresSearch
  readonly refusal: string | undefined
  readonly onAsk: () => void
}

function Listed({ search, refusal, onAsk }: ListedProps) {
  const query = useInfiniteQuery(storesQuery(search))
  const rows = query.data?.pages.flatMap(({ items }) => items)
  return (
    <div className="relative min-h-0 flex-1 overflow-auto border-t">
      {query.isError && rows !== undefined && !query.isFetchNextPageError && (
        <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
      )}
      {rows === undefined &&
        (query.error === null ? (
          <div className="p-3 md:px-(--gutter)">
            <RowsSkeleton what="the stores" />
          </div>
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ))}
      {rows?.length === 0 && (
        <NoStores
          isAll={Object.keys(search).every((part) => part === 'asks')}
          refusal={refusal}
          onAsk={onAsk}
        />
      )}
      {rows !== undefined && rows.length > 0 && <StoreRows rows={rows} />}
      <MoreButton query={query} what="older stores" />
    </div>
  )
}
