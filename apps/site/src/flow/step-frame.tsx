import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw'
import { Icon } from '../ui/icon.tsx'
import type { Question } from './questions.ts'
import { stepBefore, stepsOf } from './steps.ts'
import type { BookingFlow } from './use-booking.ts'

/** The frame of a question: where it stands, the way back, its heading and its content. */
export function StepFrame(props: {
  readonly flow: BookingFlow
  readonly step: Question
  readonly title: string
  readonly lead?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const { flow, step } = props
  return (
    <section class="step" aria-labelledby="step-title">
      <div class="step-top">
        <BackLink flow={flow} before={stepBefore(step, flow.draft)} />
        <Progress step={step} of={stepsOf(flow.draft)} />
      </div>
      <StepTitle text={props.title} />
      {props.lead !== undefined && <p class="step-lead">{props.lead}</p>}
      {props.children}
    </section>
  )
}

/** A heading that takes the focus when its step appears, but not on the first page view. */
export function StepTitle(props: { readonly text: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${props.text} · Ember & Oak`
    if (!firstViewIsOver) {
      firstViewIsOver = true
      return
    }
    heading.current?.focus({ preventScroll: true })
    scrollTo({ top: 0, behavior: 'instant' })
  }, [props.text])
  return (
    <h1 id="step-title" class="step-title" tabIndex={-1} ref={heading}>
      {props.text}
    </h1>
  )
}

let firstViewIsOver = false

function Progress(props: { readonly step: Question; readonly of: readonly Question[] }) {
  const { of: steps } = props
  const at = steps.indexOf(props.step)
  return (
    <div class="progress">
      <span class="progress-words">
        Step {at + 1} of {steps.length}
      </span>
      <span class="progress-bar" aria-hidden="true">
        {steps.map((step, index) => (
          <i key={step} data-done={index <= at} />
        ))}
      </span>
    </div>
  )
}

function BackLink(props: { readonly flow: BookingFlow; readonly before: Question | undefined }) {
  const { before, flow } = props
  if (before === undefined) {
    return (
      <a class="back" href="/">
        <Icon svg={arrowLeft} size={16} /> Home
      </a>
    )
  }
  return (
    <a
      class="back"
      href={`?step=${before}`}
      onClick={(event) => {
        event.preventDefault()
        flow.go(before)
      }}
    >
      <Icon svg={arrowLeft} size={16} /> Back
    </a>
  )
}
