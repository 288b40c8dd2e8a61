import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Button } from '../../ui/button.tsx'
import { ListFrame } from '../../ui/list/list-frame.tsx'
import { ListRows } from '../../ui/list/list-rows.tsx'
import { ViewChoice } from '../../ui/list/view-choice.tsx'
import { Select } from '../../ui/select.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
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
  const query = useInfiniteQuery(storesQuery(shown))
  const refusal = useCreateRefusal()
  const choose = (next: StoresSearch) => void navigate({ to: '/stores', search: next })
  const ask = () => choose({ ...shown, asks: true })
  return (
    <ListFrame
      title="Stores"
      label="Stores"
      actions={
        <>
          <QuotaMeter className="max-sm:order-last max-sm:basis-full" />
          <Button look="primary" className="ml-auto" disabledReason={refusal} onClick={ask}>
            <Plus aria-hidden /> Create a store
          </Button>
        </>
      }
      filters={
        <>
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
        </>
      }
    >
      <ListRows query={query} what="the stores" older="older stores">
        {(rows) =>
          rows.length > 0 ? (
            <StoreRows rows={rows} />
          ) : (
            <NoStores isAll={Object.keys(shown).length === 0} refusal={refusal} onAsk={ask} />
          )
        }
      </ListRows>
      {asks === true && <CreateDialog onClose={() => choose(shown)} />}
    </ListFrame>
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
