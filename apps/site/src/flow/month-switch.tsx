import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import { addMonths } from '../dates/month-grid.ts'
import { formatMonth } from '../format/moments.ts'
import { Icon } from '../ui/icon.tsx'

/** The name of the month between the ways to its neighbours. */
export function MonthSwitch(props: {
  readonly month: string
  readonly first: string
  readonly last: string
  readonly onMonth: (month: string) => void
}) {
  return (
    <div class="month-switch">
      <Neighbour {...props} by={-1} />
      <h2 id="month-name" aria-live="polite">
        {formatMonth(props.month)}
      </h2>
      <Neighbour {...props} by={1} />
    </div>
  )
}

function Neighbour(props: {
  readonly month: string
  readonly first: string
  readonly last: string
  readonly by: -1 | 1
  readonly onMonth: (month: string) => void
}) {
  const to = addMonths(props.month, props.by)
  const isOutside = to < props.first || to > props.last
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.by < 0 ? 'Month before' : 'Next month'}
      aria-disabled={isOutside}
      onClick={() => !isOutside && props.onMonth(to)}
    >
      <Icon svg={props.by < 0 ? chevronLeft : chevronRight} />
    </button>
  )
}
