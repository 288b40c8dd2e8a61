import type { ComponentChildren } from 'preact'
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw'
import { StepTitle } from '../flow/step-frame.tsx'
import { Icon } from '../ui/icon.tsx'

/** A question about a booking, with the way back to it. */
export function SubPage(props: {
  readonly title: string
  readonly lead?: ComponentChildren
  readonly backWords: string
  readonly onBack: () => void
  readonly children: ComponentChildren
}) {
  return (
    <section class="step" aria-labelledby="step-title">
      <div class="step-top">
        <button type="button" class="back back-button" onClick={props.onBack}>
          <Icon svg={arrowLeft} size={16} /> {props.backWords}
        </button>
      </div>
      <StepTitle text={props.title} />
      {props.lead !== undefined && <p class="step-lead">{props.lead}</p>}
      {props.children}
    </section>
  )
}
