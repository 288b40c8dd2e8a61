import type { InfiniteQueryObserverResult } from '@tanstack/react-query'
import { isCallError } from '@holdfast/client'
import { Button } from '../button.tsx'

interface MoreButtonProps {
  readonly query: Pick<
    InfiniteQueryObserverResult,
    'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'error'
  > & { readonly fetchNextPage: () => unknown }
  /** What comes: "older payments". */
  readonly what: string
}

/** The way to the rows behind the last one; nothing when all are shown. */
export function MoreButton({ query, what }: MoreButtonProps) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error } = query
  if (!hasNextPage) return null
  return (
    <div className="flex flex-col items-center gap-2 py-4">
      {isFetchNextPageError && (
        <p role="alert" className="text-soft">
          {isCallError(error) ? error.friendly.text : 'They could not be loaded.'}
        </p>
      )}
      <Button isBusy={isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show {what}
      </Button>
    </div>
  )
}
