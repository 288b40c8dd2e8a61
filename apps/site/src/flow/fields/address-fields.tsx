import { SelectField, TextField } from '../../ui/text-field.tsx'
import { hasToNameState, type FieldTexts } from '../check-answers.ts'
import { countryChoices, servedCountries } from '../countries.ts'
import type { Draft } from '../draft.ts'

type Name = 'line1' | 'line2' | 'city' | 'region' | 'postalCode' | 'country'

/** Where the table is. */
export function AddressFields(props: {
  readonly value: Pick<Draft, Name>
  readonly errors: FieldTexts
  /** The country that is offered first. */
  readonly likely: string
  /** No other one is cooked in. */
  readonly isOnly?: boolean
  readonly onValue: (given: Partial<Draft>) => void
}) {
  const field = (name: Name) => ({
    name,
    value: props.value[name],
    error: props.errors[name],
    onValue: (value: string) => props.onValue({ [name]: value }),
  })
  const choicesOf = props.isOnly === true ? servedCountries : countryChoices
  const hasStates = hasToNameState(props.value.country)
  return (
    <>
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
          optional={!hasStates}
          autoComplete="address-level1"
          maxLength={80}
        />
        <SelectField
          {...field('country')}
          label="Country"
          autoComplete="country"
          choices={choicesOf(navigator.language, props.likely)}
        />
      </div>
    </>
  )
}
