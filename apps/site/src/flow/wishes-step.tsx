import { AnswerForm } from './answer-form.tsx'
import { WishesFields } from './fields/wishes-fields.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function WishesStep(props: { readonly flow: BookingFlow }) {
  const { flow } = props
  return (
    <StepFrame
      flow={flow}
      step="wishes"
      title="Anything the chef should know?"
      lead="Leave it empty if there is nothing."
    >
      <AnswerForm
        errors={flow.errors}
        action="Continue"
        onSubmit={() => flow.submit('wishes', { wishesAnswered: true })}
      >
        <WishesFields value={flow.draft} errors={flow.errors} onValue={flow.set} />
      </AnswerForm>
    </StepFrame>
  )
}
