import { AnswerForm } from './answer-form.tsx'
import { PartyFields } from './fields/party-fields.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

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
        <PartyFields value={flow.draft} errors={flow.errors} onValue={flow.set} />
      </AnswerForm>
    </StepFrame>
  )
}
