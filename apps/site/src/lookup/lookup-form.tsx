import { useRef, useState } from 'preact/hooks'
import mailCheck from 'lucide-static/icons/mail-check.svg?raw'
import { requestLookup } from '../api/bookings-api.ts'
import type { Failure } from '../api/failure.ts'
import { askedToWait } from '../api/retry-policy.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkLookup, type LookupTexts } from './check-lookup.ts'

/** Asks for a link by mail. The answer is the same whether or not there is such a booking. */
export function LookupForm() {
  const [asked, setAsked] = useState({ reference: '', email: '' })
  const [errors, setErrors] = useState<LookupTexts>({})
  const [failure, setFailure] = useState<Failure>()
  const [state, setState] = useState<'asking' | 'sending' | 'sent'>('asking')
  const form = useRef<HTMLFormElement>(null)

  const isWaiting = failure !== undefined && askedToWait(failure) !== undefined
  const send = async () => {
    if (state === 'sending') return
    const found = checkLookup(asked)
    setErrors(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0) return focusField(form.current, Object.keys(found)[0])
    setState('sending')
    const result = await requestLookup({
      reference: asked.reference.trim().toUpperCase(),
      email: asked.email.trim(),
    })
    setState(result.ok ? 'sent' : 'asking')
    if (!result.ok) setFailure(result.failure)
    return undefined
  }

  if (state === 'sent') return <Sent email={asked.email} onAgain={() => setState('asking')} />
  const field = (name: 'reference' | 'email') => ({
    name,
    value: asked[name],
    error: errors[name],
    onValue: (value: string) => {
      setAsked({ ...asked, [name]: value })
      setErrors({ ...errors, [name]: undefined })
    },
  })
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text="Your booking" />
      <p class="step-lead">
        We send you a link that opens it. There you see everything and can cancel.
      </p>
      {failure !== undefined && (
        <FailureNotice failure={failure} retry={() => void send()} hasOwnButton />
      )}
      <form
        ref={form}
        class="answers"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWaiting) void send()
        }}
      >
        <TextField
          {...field('reference')}
          label="Reference"
          help="It stands in your confirmation."
          maxLength={20}
          autoComplete="off"
          spellcheck={false}
        />
        <TextField
          {...field('email')}
          label="E-mail"
          help="The one you booked with."
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          spellcheck={false}
        />
        <button
          type="submit"
          class="button button-primary button-wide"
          aria-disabled={state === 'sending' || isWaiting}
          data-busy={state === 'sending'}
        >
          {state === 'sending' ? 'Sending the link…' : 'Send me the link'}
        </button>
      </form>
    </section>
  )
}

function Sent(props: { readonly email: string; readonly onAgain: () => void }) {
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text="Look into your mail" />
      <div class="notice" data-tone="success" role="status">
        <Icon svg={mailCheck} />
        <div class="notice-body">
          <p class="notice-title">If that booking exists, a link is on its way</p>
          <p>
            It goes to {props.email} and opens the booking once. Nothing after a few minutes? Look
            in the spam folder, or check the reference.
          </p>
        </div>
      </div>
      <button type="button" class="button button-plain" onClick={props.onAgain}>
        Ask again
      </button>
    </section>
  )
}

function focusField(form: HTMLFormElement | null, name: string | undefined): undefined {
  form?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus()
}
