import { TextField } from '../ui/text-field.tsx'
import { AnswerForm } from './answer-form.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function WishesStep(props: { readonly flow: BookingFlow }) {
  const { flow } = props
  const left = 500 - flow.draft.specialRequests.trim().length
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
        <TextField
          name="allergens"
          label="Allergies"
          optional
          help="With commas between, such as: nuts, shellfish"
          value={flow.draft.allergens}
          error={flow.errors.allergens}
          onValue={(allergens) => flow.set({ allergens })}
        />
        <TextField
          name="specialRequests"
          label="Wishes"
          optional
          help={`A birthday, a vegetarian, a steep driveway. ${left} characters left.`}
          rows={5}
          value={flow.draft.specialRequests}
          error={flow.errors.specialRequests}
          onValue={(specialRequests) => flow.set({ specialRequests })}
        />
      </AnswerForm>
    </StepFrame>
  )
}
