import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useRef, useState } from 'preact/hooks'
import mailCheck from 'lucide-static/icons/mail-check.svg?raw'
import { askedToWait } from '../api/remedy.ts'
import { changing } from '../api/changing.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkLookup, type LookupTexts } from './check-lookup.ts'
import { referenceIn } from './mailed-address.ts'

/** Asks for a link by mail. The answer is the same whether or not there is such a booking. */
export function LookupForm() {
  const [asked, setAsked] = useState(() => ({ reference: referenceIn(location.search), email: '' }))
  const [errors, setErrors] = useState<LookupTexts>({})
  const [error, setError] = useState<CallError>()
  const [isSent, setSent] = useState(false)
  const { isBusy, submit } = useSubmitGuard(() =>
    changing.requestLookup({
      body: { reference: asked.reference.trim().toUpperCase(), email: asked.email.trim() },
    }),
  )
  const form = useRef<HTMLFormElement>(null)

  const isWaiting = askedToWait(error) !== undefined
  const send = async () => {
    const found = checkLookup(asked)
    setErrors(found)
    setError(undefined)
    if (Object.keys(found).length > 0) return focusField(form.current, Object.keys(found)[0])
    const sent = submit()
    if (sent === undefined) return undefined
    const result = await settle(sent)
    return result.ok ? setSent(true) : setError(result.error)
  }

  if (isSent) return <Sent email={asked.email} onAgain={() => setSent(false)} />
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
        We send you a link that opens it. There you see everything, and can pay, change or cancel.
      </p>
      {error !== undefined && (
        <FailureNotice error={error} retry={() => void send()} hasOwnButton />
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
          aria-disabled={isBusy || isWaiting}
          data-busy={isBusy}
        >
          {isBusy ? 'Sending the link…' : 'Send me the link'}
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
