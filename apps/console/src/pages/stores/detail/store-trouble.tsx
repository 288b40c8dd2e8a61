import type { StoreDetail } from '@holdfast/stores/contract'
import { Notice } from '../../../ui/notice.tsx'
import { isCancelled, stepWords } from '../store-words.ts'

/** What went wrong, in words, with the code small beneath. */
export function StoreTrouble({ store }: { readonly store: StoreDetail }) {
  const { failure, phase, step } = store
  if (failure === null || phase === 'deleted' || isCancelled(store)) return null
  const isFinal = phase === 'failed' || phase === 'delete_blocked'
  return (
    <Notice tone={isFinal ? 'danger' : 'warning'} role="status" title={titleOf(store)}>
      <p className="text-soft wrap-anywhere">{failure.message}</p>
      <p className="mt-1 text-12 text-faint">
        {step !== null && `${stepWords[step].title} · `}
        {failure.code}
      </p>
    </Notice>
  )
}

function titleOf({ phase }: StoreDetail): string {
  if (phase === 'failed') return 'This did not work'
  if (phase === 'delete_blocked') return 'It could not be deleted wholly'
  if (phase === 'degraded') return 'It does not answer'
  return 'The last try did not work; it is tried again'
}
