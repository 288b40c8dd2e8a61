import type { LedgerTransaction, PaymentDetail } from '@holdfast/payments/contract'
import { useQuery } from '@tanstack/react-query'
import { usePermission } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { ledgerQuery } from '../data/payment-queries.ts'
import { accountWords, movementWords } from '../payment-words.ts'
import type { HeadingLevel } from './record.tsx'

interface LedgerLinesProps {
  readonly payment: Pick<PaymentDetail, 'id' | 'amount' | 'paid'>
  readonly Heading: HeadingLevel
}

/** How the money moved between the accounts; nothing until some has, or for who may not see it. */
export function LedgerLines({ payment, Heading }: LedgerLinesProps) {
  const { allowed } = usePermission('payments.list')
  const query = useQuery({
    ...ledgerQuery(payment.id),
    enabled: allowed && payment.paid.amount > 0,
  })
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />
  const movements = query.data?.items ?? []
  if (movements.length === 0) return null
  return (
    <section>
      <Heading className="mb-2 font-semibold">Ledger</Heading>
      <div className="rounded border">
        <table className="w-full tabular-nums">
          <caption className="sr-only">Movements between the accounts, newest first</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Amount</th>
            </tr>
          </thead>
          {movements.map((movement) => (
            <Movement key={movement.id} movement={movement} money={payment.amount} />
          ))}
        </table>
      </div>
    </section>
  )
}

interface MovementProps {
  readonly movement: LedgerTransaction
  readonly money: PaymentDetail['amount']
}

function Movement({ movement: { kind, happenedAt, entries }, money }: MovementProps) {
  return (
    <tbody className="border-b last:border-b-0">
      <tr>
        <th scope="rowgroup" colSpan={2} className="px-3 pt-2 text-left font-normal">
          <span className="font-medium">{movementWords(kind)}</span>{' '}
          <time dateTime={happenedAt} className="text-12 text-faint">
            {formatMoment(happenedAt)}
          </time>
        </th>
      </tr>
      {entries.map(({ account, amount }) => (
        <tr key={account} className="text-soft last:[&>*]:pb-2">
          <td className="pl-3">{accountWords(account)}</td>
          <td className="pr-3 text-right">{signed({ ...money, amount })}</td>
        </tr>
      ))}
    </tbody>
  )
}

function signed(money: PaymentDetail['amount']): string {
  return money.amount > 0 ? `+${formatMoney(money)}` : formatMoney(money)
}
