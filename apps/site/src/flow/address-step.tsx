import type { Station } from '@holdfast/bookings/contract'
import { SelectField, TextField } from '../ui/text-field.tsx'
import { AnswerForm } from './answer-form.tsx'
import { countryChoices, likelyCountry } from './countries.ts'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function AddressStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow } = props
  const likely = likelyCountry(props.station?.currency, navigator.language)
  const country = flow.draft.country === '' ? likely : flow.draft.country
  const field = (name: 'line1' | 'line2' | 'city' | 'region' | 'postalCode' | 'country') => ({
    name,
    value: flow.draft[name],
    error: flow.errors[name],
    onValue: (value: string) => flow.set({ [name]: value }),
  })
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
        <TextField
          {...field('line1')}
          label="Street and number"
          autoComplete="address-line1"
          maxLength={120}
        />
        <TextField
          {...field('line2')}
          label="Apartment, gate, floor"
          optional
          autoComplete="address-line2"
          maxLength={120}
        />
        <div class="field-row field-row-city">
          <TextField
            {...field('postalCode')}
            label="ZIP or postal code"
            autoComplete="postal-code"
            maxLength={16}
          />
          <TextField {...field('city')} label="City" autoComplete="address-level2" maxLength={80} />
        </div>
        <div class="field-row">
          <TextField
            {...field('region')}
            label="State or region"
            optional
            autoComplete="address-level1"
            maxLength={80}
          />
          <SelectField
            {...field('country')}
            value={country}
            label="Country"
            autoComplete="country"
            choices={countryChoices(navigator.language, likely)}
          />
        </div>
      </AnswerForm>
    </StepFrame>
  )
}
