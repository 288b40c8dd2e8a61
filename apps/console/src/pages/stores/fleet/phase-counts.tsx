import type { Fleet, Phase } from '@holdfast/stores/contract'
import { StoreStateBadge } from '../state-badge.tsx'
import { phaseWords } from '../store-words.ts'

/** How many stores are in which phase; those that no store is in are left out. */
export function PhaseCounts({ phases }: { readonly phases: Fleet['phases'] }) {
  // The keys of the words are the phases, in the order in which a store goes through them.
  const shown = (Object.keys(phaseWords) as Phase[]).filter((phase) => (phases[phase] ?? 0) > 0)
  if (shown.length === 0) return <p className="text-soft">There are no stores yet.</p>
  return (
    <ul aria-label="Stores by state" className="flex flex-wrap gap-2">
      {shown.map((phase) => (
        <li
          key={phase}
          className="flex items-center gap-2 rounded border bg-raised py-1.5 pr-3 pl-1.5"
        >
          <StoreStateBadge store={{ phase, desired: 'running' }} />
          <span className="font-semibold tabular-nums">{phases[phase]?.toLocaleString()}</span>
        </li>
      ))}
    </ul>
  )
}
