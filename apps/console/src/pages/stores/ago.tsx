import { formatDistance, formatMoment } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'

/** How long ago, with the moment itself on hover. */
export function Ago({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatDistance(at, useNow())}
    </time>
  )
}
