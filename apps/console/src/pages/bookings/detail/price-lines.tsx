import type { Price } from '@holdfast/bookings/contract'
import { formatMoney } from '../../../format/money.ts'

/** The price and what it is made of. */
export function PriceLines({ price }: { readonly price: Price }) {
  return (
    <table className="w-full tabular-nums">
      <tbody>
        {price.lines.map(({ label, quantity, unit, amount }) => (
          <tr key={label} className="text-soft">
            <th scope="row" className="pr-3 text-left font-normal">
              {label}
              {quantity > 1 && (
                <span className="text-faint">
                  {' '}
                  {quantity} × {formatMoney(unit)}
                </span>
              )}
            </th>
            <td className="text-right align-top whitespace-nowrap">{formatMoney(amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold [&>*]:pt-1">
          <th scope="row" className="text-left font-semibold">
            Total
          </th>
          <td className="text-right">{formatMoney(price.total)}</td>
        </tr>
        {price.deposit.amount > 0 && (
          <tr className="text-soft">
            <th scope="row" className="text-left font-normal">
              Deposit
            </th>
            <td className="text-right">{formatMoney(price.deposit)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  )
}
