import { CountField } from '../../ui/count-field.tsx'
import { tooManyText, type FieldTexts } from '../check-answers.ts'
import type { Draft } from '../draft.ts'
import type { Guests } from '../guests.ts'

const kinds = [
  { name: 'adults', label: 'Adults', help: '13 years and older', one: 'adult', min: 1, max: 50 },
  { name: 'children', label: 'Children', help: '6 to 12 years', one: 'child', min: 0, max: 50 },
  {
    name: 'underSix',
    label: 'Little ones',
    help: 'Under 6 years',
    one: 'little one',
    min: 0,
    max: 50,
  },
] as const

/** Who comes. */
export function PartyFields(props: {
  readonly value: Guests
  readonly errors: FieldTexts
  readonly onValue: (given: Partial<Draft>) => void
}) {
  return (
    <div class="counts">
      {kinds.map((kind) => (
        <CountField
          key={kind.name}
          {...kind}
          value={props.value[kind.name]}
          error={tooManyText(props.value, kind.name) ?? props.errors[kind.name]}
          keepsTyped
          onValue={(value) => props.onValue({ [kind.name]: value })}
        />
      ))}
    </div>
  )
}
