import type { Slot, Station } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import { AnswerForm } from '../flow/answer-form.tsx'
import { checkStep } from '../flow/check-answers.ts'
import { likelyCountry } from '../flow/countries.ts'
import type { Draft } from '../flow/draft.ts'
import { AddressFields } from '../flow/fields/address-fields.tsx'
import type { BookingFlow } from '../flow/use-booking.ts'
import { formatDay, formatWallTime } from '../format/moments.ts'
import { CountField } from '../ui/count-field.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { SelectField, TextField } from '../ui/text-field.tsx'
import { OnTheList } from './on-the-list.tsx'
import { useJoining } from './use-joining.ts'

interface Props {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  /** The starts of the day that are taken. */
  readonly full: readonly Slot[]
  readonly isDayFull: boolean
}

/** What we need to hold a time for somebody: when, for how many, where, and how to reach them. */
export function WaitForm(props: Props) {
  const { flow, full } = props
  const { draft } = flow
  const [start, setStart] = useState(full[0]?.time ?? '')
  const likely = likelyCountry(props.station?.currency, navigator.language)
  const asked = { ...draft, country: draft.country === '' ? likely : draft.country }
  const [wasTried, setTried] = useState(false)
  const errors = wasTried ? wrongIn(asked) : {}
  const joining = useJoining()
  if (joining.receipt) return <OnTheList receipt={joining.receipt} email={draft.email.trim()} />
  const field = (name: 'name' | 'email' | 'phone') => ({
    name,
    value: draft[name],
    error: errors[name] ?? joining.fieldErrors[name],
    onValue: (value: string) => flow.set({ [name]: value }),
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(wrongIn(asked)).length === 0) joining.join(asked, windowOf(start, full))
  }
  return (
    <section class="wait" aria-labelledby="wait-title">
      <h2 id="wait-title">Wait for a time on {formatDay(draft.date)}</h2>
      <p>
        When a time becomes free and it is your turn, we hold it for you and write to you at once.
        It costs nothing and books nothing.
      </p>
      <AnswerForm
        errors={{ ...errors, ...joining.fieldErrors }}
        action={joining.isSending ? 'Putting you on the list…' : 'Tell me when it becomes free'}
        isBusy={joining.isSending}
        onSubmit={submit}
      >
        <SelectField
          name="waitStart"
          label="When dinner may begin"
          value={start}
          choices={[...full.map(timeChoice), ...(props.isDayFull ? [anyTime] : [])]}
          onValue={setStart}
        />
        <CountField
          name="waitAdults"
          label="Guests"
          help="You can say later how many of them are children."
          one="guest"
          value={draft.adults}
          min={1}
          max={50}
          onValue={(adults) => flow.set({ adults })}
        />
        <TextField {...field('name')} label="Name" autoComplete="name" maxLength={100} />
        <TextField
          {...field('email')}
          label="E-mail"
          help="Here we write to when it is your turn."
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          spellcheck={false}
        />
        <TextField
          {...field('phone')}
          label="Phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
        />
        <AddressFields value={asked} errors={errors} likely={likely} onValue={flow.set} />
        {joining.error !== undefined && (
          <FailureNotice error={joining.error} retry={submit} hasOwnButton />
        )}
      </AnswerForm>
    </section>
  )
}

const any = 'any'
const anyTime = { value: any, text: 'Any of these times' }

function timeChoice({ time }: Slot) {
  return { value: time, text: formatWallTime(time) }
}

function windowOf(start: string, full: readonly Slot[]) {
  if (start !== any) return { earliest: start, latest: start }
  return { earliest: full[0]?.time ?? '', latest: full.at(-1)?.time ?? '' }
}

function wrongIn(draft: Draft) {
  return { ...checkStep('contact', draft), ...checkStep('address', draft) }
}
