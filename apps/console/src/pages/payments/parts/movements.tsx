import { useQuery } from '@tanstack/react-query'
import { Failure } from '../../../ui/states/failure.tsx'
import { paymentQuery } from '../data/payment-queries.ts'
import { Attempts } from './attempts.tsx'
import { LedgerLines } from './ledger-lines.tsx'
import type { HeadingLevel } from './record.tsx'
import { Refunds } from './refunds.tsx'

interface MovementsProps {
  readonly paymentId: string
  readonly Heading: HeadingLevel
}

/** How a payment was paid, what went back, and how it stands in the books. */
export function Movements({ paymentId, Heading }: MovementsProps) {
  const { data, error, refetch } = useQuery(paymentQuery(paymentId))
  if (data === undefined) {
    return error === null ? null : <Failure error={error} retry={() => void refetch()} />
  }
  return (
    <>
      <Attempts attempts={data.attempts} Heading={Heading} />
      <Refunds payment={data} Heading={Heading} />
      <LedgerLines payment={data} Heading={Heading} />
    </>
  )
}
