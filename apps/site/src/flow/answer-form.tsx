import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { FieldTexts } from './check-answers.ts'

/** A form whose first wrong field takes the focus as soon as errors appear. */
export function AnswerForm(props: {
  readonly errors: FieldTexts
  readonly onSubmit: () => void
  readonly action: string
  readonly isBusy?: boolean
  readonly children: ComponentChildren
}) {
  const form = useRef<HTMLFormElement>(null)
  const attempts = useRef(0)
  const wrong = Object.keys(props.errors).length
  const attempt = attempts.current
  const isWrong = wrong > 0

  useEffect(() => {
    if (isWrong) focusFirstWrong(form.current)
    // Typing into one wrong field must not move the focus to the next one.
  }, [attempt, isWrong])

  return (
    <form
      ref={form}
      class="answers"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        attempts.current += 1
        props.onSubmit()
      }}
    >
      <p class="visually-hidden" role="status">
        {wrong > 0
          ? `${wrong === 1 ? 'One answer needs' : `${wrong} answers need`} another look.`
          : ''}
      </p>
      {props.children}
      <button
        type="submit"
        class="button button-primary button-wide"
        aria-disabled={props.isBusy ?? false}
        data-busy={props.isBusy ?? false}
      >
        {props.action}
      </button>
    </form>
  )
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
