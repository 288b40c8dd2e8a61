import { TextField } from '../ui/text-field.tsx'
import { AnswerForm } from './answer-form.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function ContactStep(props: { readonly flow: BookingFlow }) {
  const { flow } = props
  const field = (name: 'name' | 'email' | 'phone') => ({
    name,
    value: flow.draft[name],
    error: flow.errors[name],
    onValue: (value: string) => flow.set({ [name]: value }),
  })
  return (
    <StepFrame flow={flow} step="contact" title="How do we reach you?">
      <AnswerForm errors={flow.errors} action="Continue" onSubmit={() => flow.submit('contact')}>
        <TextField {...field('name')} label="Name" autoComplete="name" maxLength={100} />
        <TextField
          {...field('email')}
          label="E-mail"
          help="For the confirmation and the link to your booking."
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          spellcheck={false}
        />
        <TextField
          {...field('phone')}
          label="Phone"
          help="Only if the chef cannot find you on the day."
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
        />
      </AnswerForm>
    </StepFrame>
  )
}
