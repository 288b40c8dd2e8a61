import type { Travel } from '@holdfast/bookings/contract'
import { formatMoney } from '../prices/money.ts'
import { depositRows, type PriceAndDeposit } from './deposit-rows.ts'

interface Shown extends PriceAndDeposit {
  readonly travel?: Travel | undefined
}

/**
 * A price that explains itself: each line, the total, and what is or was paid of it. A way of unknown
 * length is a line without an amount, and said to be open.
 */
export function PriceLines(props: Shown) {
  return (
    <>
      <PriceTable {...props} />
      {props.travel && <WayWords travel={props.travel} />}
    </>
  )
}

function WayWords({ travel }: { readonly travel: Travel }) {
  return (
    <p class="price-note">
      {travel.state === 'known'
        ? `${travel.miles === 1 ? '1 mile' : `${travel.miles} miles`} from our station; the way is in the total.`
        : 'We cannot tell from the postal code how far it is. The total is without the way: our staff look it up and write to you if it costs anything.'}
    </p>
  )
}

function PriceTable(props: Shown) {
  const { lines, total } = props.price
  return (
    <table class="price-lines">
      <caption class="visually-hidden">How the price is made up</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.label}>
            <th scope="row">
              {line.label}
              {line.quantity > 1 && line.unit.amount > 0 && (
                <span class="price-times">
                  {' '}
                  {line.quantity} × {formatMoney(line.unit)}
                </span>
              )}
            </th>
            <td>{line.amount.amount === 0 ? 'Free' : formatMoney(line.amount)}</td>
          </tr>
        ))}
        {props.travel?.state === 'unknownAddress' && (
          <tr>
            <th scope="row">The way to you</th>
            <td>Not known yet</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td>{formatMoney(total)}</td>
        </tr>
        {depositRows(props).map(([label, amount]) => (
          <tr class="price-deposit" key={label}>
            <th scope="row">{label}</th>
            <td>{amount.amount === 0 ? 'Nothing' : formatMoney(amount)}</td>
          </tr>
        ))}
      </tfoot>
    </table>
  )
}
