import type { ComponentChildren } from 'preact'
import { StepTitle } from '../flow/step-frame.tsx'

/** Something is under way elsewhere: what it is, and what to do meanwhile. */
export function Waiting(props: {
  readonly title: string
  readonly text: string
  readonly children?: ComponentChildren
}) {
  return (
    <section class="step pay-waiting" aria-labelledby="step-title">
      <StepTitle text={props.title} />
      <p class="step-lead" role="status">
        {props.text}
      </p>
      <div class="pay-bar" aria-hidden="true">
        <i />
      </div>
      {props.children}
    </section>
  )
}
