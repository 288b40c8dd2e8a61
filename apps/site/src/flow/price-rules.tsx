import { formatAmount, type Rates } from '../prices/rates.ts'

/** What an evening costs, before anybody has counted. */
export function PriceRules({ rates }: { readonly rates: Rates }) {
  const rows = [
    ['Each adult', rates.adult],
    ['Each child from 6 to 12', rates.child],
    ['Under 6', rates.underSix],
    ['An evening, at least', rates.minimum],
  ] as const
  return (
    <table class="price-lines">
      <caption class="visually-hidden">What an evening costs</caption>
      <tbody>
        {rows.map(([label, amount]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{formatAmount(rates, amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
