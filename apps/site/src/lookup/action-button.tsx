import type { ActionState } from '@holdfast/bookings/contract'
import { useId } from 'preact/hooks'
import { Icon } from '../ui/icon.tsx'

/** Something that can be done; when it cannot, it stays in view and says why. */
export function ActionButton(props: {
  readonly icon: string
  readonly words: string
  readonly action: ActionState
  readonly onDo: () => void
}) {
  const { allowed, reason } = props.action
  const id = useId()
  const whyNot = allowed ? undefined : reason
  return (
    <div class="action">
      <button
        type="button"
        class="button button-plain"
        aria-disabled={!allowed}
        aria-describedby={whyNot === undefined ? undefined : id}
        onClick={() => allowed && props.onDo()}
      >
        <Icon svg={props.icon} /> {props.words}
      </button>
      {whyNot !== undefined && (
        <p class="hint" id={id}>
          {whyNot}
        </p>
      )}
    </div>
  )
}
