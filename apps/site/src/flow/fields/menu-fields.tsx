import type { Menu } from '@holdfast/bookings/contract'
import { exponentOf, formatMoney } from '../../prices/money.ts'
import { CountField } from '../../ui/count-field.tsx'
import type { FieldTexts } from '../check-answers.ts'
import { portionsFor, readCounts, totalOf, withCount } from '../dishes.ts'
import type { Draft } from '../draft.ts'

type Name = 'adults' | 'children' | 'underSix' | 'proteins' | 'addOns'

const mostOfOne = 250

/** What everybody eats: proteins by the portion, and what comes besides. */
export function MenuFields(props: {
  readonly menu: Menu
  readonly currency: string
  readonly value: Pick<Draft, Name>
  readonly errors: FieldTexts
  readonly onValue: (given: Partial<Draft>) => void
}) {
  const { menu, value, errors, onValue } = props
  const chosen = readCounts(value.proteins)
  const besides = readCounts(value.addOns)
  const money = (amount: number) => {
    const { currency } = props
    return formatMoney({ amount, currency, exponent: exponentOf(currency) })
  }
  return (
    <>
      <fieldset class="dishes">
        <legend>From the grill</legend>
        <PortionsWords menu={menu} value={value} />
        <div class="counts">
          {menu.proteins.map(({ id, name, surcharge }, at) => (
            <CountField
              key={id}
              name={`protein-${id}`}
              label={name}
              help={surcharge === 0 ? 'In the price' : `${money(surcharge)} more a portion`}
              one={`portion of ${name}`}
              min={0}
              max={mostOfOne}
              value={chosen.get(id) ?? 0}
              error={at === 0 ? errors.proteins : undefined}
              onValue={(count) => onValue({ proteins: withCount(value.proteins, id, count) })}
            />
          ))}
        </div>
      </fieldset>
      {menu.addOns.length > 0 && (
        <fieldset class="dishes">
          <legend>
            For the table <span class="field-optional">optional</span>
          </legend>
          <div class="counts">
            {menu.addOns.map(({ id, name, price }) => (
              <CountField
                key={id}
                name={`add-on-${id}`}
                label={name}
                help={price === 0 ? 'In the price' : `${money(price)} each`}
                one={name}
                min={0}
                max={mostOfOne}
                value={besides.get(id) ?? 0}
                onValue={(count) => onValue({ addOns: withCount(value.addOns, id, count) })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}

/** How many portions there are to choose, and how many are chosen. */
function PortionsWords(props: { readonly menu: Menu; readonly value: Pick<Draft, Name> }) {
  const { value, menu } = props
  const { fewest, most } = portionsFor(value, menu.proteinsPerGuest)
  const portions = totalOf(value.proteins)
  const isFine = portions >= fewest && portions <= most
  return (
    <p class="portions" role="status" data-fine={isFine}>
      {portions} of {fewest === most ? fewest : `${fewest} to ${most}`} portions chosen
      {most > fewest && '; the little ones need none'}
    </p>
  )
}
