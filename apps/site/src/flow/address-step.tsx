import type { Station } from '@holdfast/bookings/contract'
import { AnswerForm } from './answer-form.tsx'
import { likelyCountry } from './countries.ts'
import { AddressFields } from './fields/address-fields.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function AddressStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow } = props
  const served = props.station?.base?.country
  const likely = served ?? likelyCountry(props.station?.currency, navigator.language)
  const country = served ?? (flow.draft.country === '' ? likely : flow.draft.country)
  return (
    <StepFrame
      flow={flow}
      step="address"
      title="Where is the table?"
      lead="The place we come to: your garden, your terrace, a rented house."
    >
      <AnswerForm
        errors={flow.errors}
        action="Continue"
        onSubmit={() => flow.submit('address', { country })}
      >
        <AddressFields
          value={{ ...flow.draft, country }}
          errors={flow.errors}
          likely={likely}
          isOnly={served !== undefined}
          onValue={flow.set}
        />
      </AnswerForm>
    </StepFrame>
  )
}
