import type { StoreRow } from '@holdfast/stores/contract'
import { StoreStateBadge } from '../state-badge.tsx'
import { isCancelled, stepWords } from '../store-words.ts'

/** How it stands; below that what is being done, or what went wrong. */
export function StoreState({ store }: { readonly store: StoreRow }) {
  const { phase, step, failure } = store
  return (
    <>
      <StoreStateBadge store={store} />
      {phase === 'provisioning' && step !== null && (
        <span className="block text-12 text-faint">{stepWords[step].doing}</span>
      )}
      {phase === 'degraded' && <span className="block text-12 text-faint">Being repaired</span>}
      {phase === 'failed' && failure !== null && !isCancelled(store) && (
        <span className="line-clamp-2 max-w-72 text-12 text-danger">{failure.message}</span>
      )}
    </>
  )
}
