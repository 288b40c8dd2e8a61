import { suggestedProteins } from '../flow/dishes.ts'
import type { FieldTexts } from '../flow/check-answers.ts'
import { countryChoices } from '../flow/countries.ts'
import { MenuFields } from '../flow/fields/menu-fields.tsx'
import { PartyFields } from '../flow/fields/party-fields.tsx'
import { lengths } from '../flow/lengths.ts'
import { SelectField, TextField } from '../ui/text-field.tsx'
import type { Asking } from './use-asked.ts'

/** Everything a price depends on, and the day for which it is booked afterwards. */
export function QuoteFields(
  props: Asking & { readonly errors: FieldTexts; readonly firstDay: string },
) {
  const { asked, errors, set, station } = props
  const areas = props.stations.value?.items ?? []
  return (
    <>
      <SelectField
        name="stationId"
        label="Area"
        value={asked.stationId}
        choices={areas.map(({ id, name, area }) => ({ value: id, text: `${name}: ${area}` }))}
        onValue={(stationId) => set({ stationId })}
      />
      <div class="field-row field-row-city">
        <TextField
          name="postalCode"
          label="ZIP or postal code"
          help="Of the place we come to."
          autoComplete="postal-code"
          maxLength={16}
          value={asked.postalCode}
          error={errors.postalCode}
          onValue={(postalCode) => set({ postalCode })}
        />
        <SelectField
          name="country"
          label="Country"
          help="Most often that of the area."
          autoComplete="country"
          value={asked.country}
          choices={countryChoices(navigator.language, asked.country)}
          onValue={(country) => set({ country })}
        />
      </div>
      <h2>Who comes</h2>
      <PartyFields value={asked} errors={errors} onValue={set} />
      {props.menu !== undefined && station !== undefined && <DishesPart {...props} />}
      <h2>When</h2>
      <div class="field-row">
        <TextField
          name="date"
          type="date"
          label="Day"
          optional
          help="The price is the same on every day."
          min={props.firstDay}
          value={asked.date}
          error={errors.date}
          onValue={(date) => set({ date })}
        />
        <SelectField
          name="durationHours"
          label="How long"
          help="From the first course to the last."
          value={String(asked.durationHours)}
          choices={lengths}
          onValue={(hours) => set({ durationHours: Number(hours) })}
        />
      </div>
    </>
  )
}

function DishesPart(props: Asking & { readonly errors: FieldTexts }) {
  const { asked, set, menu, station } = props
  if (menu === undefined || station === undefined) return null
  if (asked.menuLater) {
    return (
      <div class="quote-dishes">
        <h2>Dishes</h2>
        <p class="field-help">
          You can choose them later. Some cost a little more; see with them what it comes to.
        </p>
        <button
          type="button"
          class="button button-plain"
          onClick={() => set({ menuLater: false, proteins: suggestedProteins(menu, asked) })}
        >
          Choose the dishes now
        </button>
      </div>
    )
  }
  return (
    <>
      <h2>Dishes</h2>
      <MenuFields
        menu={menu}
        currency={station.currency}
        value={asked}
        errors={props.errors}
        onValue={set}
      />
      <button
        type="button"
        class="button button-plain"
        onClick={() => set({ menuLater: true, proteins: '', addOns: '' })}
      >
        Choose the dishes later
      </button>
    </>
  )
}
