import type { Leftover, StoreDetail } from '@holdfast/stores/contract'
import { CircleCheck } from 'lucide-react'
import { formatMoment } from '../../../format/moments.ts'
import { Card } from '../card.tsx'
import { finalizerWords } from '../store-words.ts'

/**
 * Of a store that goes, or that could not be made: what is still there of it. Of one that is gone:
 * that nothing is.
 */
export function Leftovers({ store }: { readonly store: StoreDetail }) {
  const { phase, leftovers, deletedAt } = store
  if (phase === 'deleted') return <Gone at={deletedAt} />
  const isToGo = phase === 'deleting' || phase === 'delete_blocked'
  if (!isToGo && (phase !== 'failed' || leftovers.length === 0)) return null
  return (
    <Card title="What is still there">
      <div role="status">
        {leftovers.length === 0 ? (
          <p className="px-4 py-3 text-soft">
            {phase === 'deleting'
              ? 'It is being taken away, part by part. What is left of it appears here.'
              : 'Nothing was found when it was looked for last. Delete it again to be sure.'}
          </p>
        ) : (
          <ul>
            {phase === 'failed' && (
              <li className="border-b px-4 py-2.5 text-soft">
                It is tried again by itself to take this away.
              </li>
            )}
            {leftovers.map((leftover) => (
              <Left key={`${leftover.finalizer} ${leftover.kind} ${leftover.name}`} {...leftover} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

function Left({ finalizer, kind, name }: Leftover) {
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <span className="font-medium">{finalizerWords[finalizer]}</span>
      <span className="block text-12 text-faint wrap-anywhere">
        {kind} <code className="font-mono">{name}</code>
      </span>
    </li>
  )
}

function Gone({ at }: { readonly at: string | null }) {
  return (
    <p role="status" className="flex items-center gap-2 rounded border bg-raised px-4 py-3">
      <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
      <span>
        Nothing is left of it
        {at !== null && (
          <>
            {' '}
            since <time dateTime={at}>{formatMoment(at)}</time>
          </>
        )}
        . Its events stay here.
      </span>
    </p>
  )
}
