import type { Price } from '@holdfast/bookings/contract'
import { formatMoney } from '../prices/money.ts'

/** A price that explains itself: each line, the total, and what is due now. */
export function PriceLines(props: { readonly price: Price }) {
  const { lines, total, deposit } = props.price
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
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td>{formatMoney(total)}</td>
        </tr>
        <tr class="price-deposit">
          <th scope="row">{deposit.amount === 0 ? 'To pay now' : 'Deposit to pay now'}</th>
          <td>{deposit.amount === 0 ? 'Nothing' : formatMoney(deposit)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
