import { TextField } from '../../ui/text-field.tsx'
import type { FieldTexts } from '../check-answers.ts'
import type { Draft } from '../draft.ts'

const longestWishes = 500

/** What the chef should know. */
export function WishesFields(props: {
  readonly value: Pick<Draft, 'allergens' | 'specialRequests'>
  readonly errors: FieldTexts
  readonly onValue: (given: Partial<Draft>) => void
}) {
  const { value, errors } = props
  const left = longestWishes - value.specialRequests.trim().length
  return (
    <>
      <TextField
        name="allergens"
        label="Allergies"
        optional
        help="With commas between, such as: nuts, shellfish"
        value={value.allergens}
        error={errors.allergens}
        onValue={(allergens) => props.onValue({ allergens })}
      />
      <TextField
        name="specialRequests"
        label="Wishes"
        optional
        help={`A birthday, a vegetarian, a steep driveway. ${left} characters left.`}
        rows={5}
        value={value.specialRequests}
        error={errors.specialRequests}
        onValue={(specialRequests) => props.onValue({ specialRequests })}
      />
    </>
  )
}
