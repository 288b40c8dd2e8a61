import type { Fleet } from '@holdfast/stores/contract'
import { StoreStateBadge } from '../state-badge.tsx'
import { countStandings } from './count-standings.ts'

/** How many stores stand how; what no store is like is left out. */
export function PhaseCounts({ fleet }: { readonly fleet: Pick<Fleet, 'phases' | 'cancelled'> }) {
  const shown = countStandings(fleet)
  if (shown.length === 0) return <p className="text-soft">There are no stores yet.</p>
  return (
    <ul aria-label="Stores by state" className="flex flex-wrap gap-2">
      {shown.map(({ store, count }) => (
        <li
          key={`${store.phase} ${store.desired}`}
          className="flex items-center gap-2 rounded border bg-raised py-1.5 pr-3 pl-1.5"
        >
          <StoreStateBadge store={store} />
          <span className="font-semibold tabular-nums">{count.toLocaleString()}</span>
        </li>
      ))}
    </ul>
  )
}
