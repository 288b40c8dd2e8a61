import { useQuery } from '@tanstack/react-query'
import { classNames } from '../../../ui/class-names.ts'
import { quotaQuery } from '../data/store-queries.ts'
import { quotaWords } from './quota-words.ts'

/** How many stores there are of how many that may be; nothing while that is not known. */
export function QuotaMeter({ className }: { readonly className?: string }) {
  const { data: quota } = useQuery(quotaQuery)
  if (quota === undefined) return null
  const { used, limit } = quota
  const isFull = used >= limit
  return (
    <div className={classNames('flex items-center gap-2 text-12 text-soft', className)}>
      <span
        role="meter"
        aria-label="Stores of your business"
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={quotaWords(quota)}
        className="h-1.5 w-20 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={classNames('block h-full', isFull ? 'bg-warning' : 'bg-ember')}
          style={{ width: `${limit === 0 ? 100 : Math.min(100, (used / limit) * 100)}%` }}
        />
      </span>
      <span className="tabular-nums">{quotaWords(quota)}</span>
    </div>
  )
}
