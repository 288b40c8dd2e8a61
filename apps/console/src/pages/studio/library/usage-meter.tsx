import { useQuery } from '@tanstack/react-query'
import { classNames } from '../../../ui/class-names.ts'
import { usageQuery } from '../data/asset-queries.ts'
import { bytesWords } from '../parts/amounts.ts'

const nearlyFull = 0.9

/** How much of one's room is used; nothing while that is not known. */
export function UsageMeter({ className }: { readonly className?: string }) {
  const { data: usage } = useQuery(usageQuery)
  if (usage === undefined) return null
  const { bytes, maxBytes } = usage
  const part = maxBytes === 0 ? 1 : Math.min(1, bytes / maxBytes)
  const words = `${bytesWords(bytes)} of ${bytesWords(maxBytes)} used`
  return (
    <div className={classNames('flex items-center gap-2 text-12 text-soft', className)}>
      <span
        role="meter"
        aria-label="Your room"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
        aria-valuetext={words}
        className="h-1.5 w-20 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={classNames('block h-full', part >= nearlyFull ? 'bg-warning' : 'bg-ember')}
          style={{ width: `${part * 100}%` }}
        />
      </span>
      <span className="tabular-nums">{words}</span>
    </div>
  )
}
