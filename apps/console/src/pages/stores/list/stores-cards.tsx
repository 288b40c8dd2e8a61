import type { StoreRow } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { Ago } from '../ago.tsx'
import { enginesQuery } from '../data/store-queries.ts'
import { engineTitle, planWords } from '../store-words.ts'
import { StoreAddress } from './store-address.tsx'
import { StoreLink } from './store-link.tsx'
import { StoreState } from './store-state.tsx'

/** The stores on a phone: what it is called, how it stands and where it is. */
export function StoresCards({ rows }: { readonly rows: readonly StoreRow[] }) {
  const { data } = useQuery(enginesQuery)
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="flex flex-col gap-1 border-b px-3 py-2.5">
          <StoreLink row={row} />
          <div>
            <StoreState store={row} />
          </div>
          {row.url !== null && <StoreAddress url={row.url} name={row.name} />}
          <p className="text-12 text-faint">
            {engineTitle(row.engine, data?.items)} · {planWords[row.plan].label} ·{' '}
            <Ago at={row.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
