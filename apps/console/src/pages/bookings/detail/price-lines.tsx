import type { Price } from '@holdfast/bookings/contract'
import { formatMoney } from '../../../format/money.ts'

interface PriceLinesProps {
  readonly price: Price
  /** What the guest still pays on the evening. */
  readonly left: Price['total'] | undefined
}

/** The price, what it is made of, and what is left to pay. */
export function PriceLines({ price, left }: PriceLinesProps) {
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
        {left !== undefined && (
          <tr>
            <th scope="row" className="text-left font-normal">
              Left to pay at dinner
            </th>
            <td className="text-right">{formatMoney(left)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  )
}
