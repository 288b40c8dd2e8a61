import { CountField } from '../ui/count-field.tsx'
import { AnswerForm } from './answer-form.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

const kinds = [
  { name: 'adults', label: 'Adults', help: '13 years and older', one: 'adult', min: 1, max: 50 },
  { name: 'children', label: 'Children', help: '6 to 12 years', one: 'child', min: 0, max: 49 },
  {
    name: 'underSix',
    label: 'Little ones',
    help: 'Under 6 years',
    one: 'little one',
    min: 0,
    max: 49,
  },
] as const

export function PartyStep(props: { readonly flow: BookingFlow }) {
  const { flow } = props
  return (
    <StepFrame
      flow={flow}
      step="party"
      title="Who is coming?"
      lead="A good guess is fine. The price follows what you choose."
    >
      <AnswerForm
        errors={flow.errors}
        action="Continue"
        onSubmit={() => flow.submit('party', { partyAnswered: true })}
      >
        <div class="counts">
          {kinds.map((kind) => (
            <CountField
              key={kind.name}
              {...kind}
              value={flow.draft[kind.name]}
              error={flow.errors[kind.name]}
              onValue={(value) => flow.set({ [kind.name]: value })}
            />
          ))}
        </div>
      </AnswerForm>
    </StepFrame>
  )
}
