import type { BookingDetail } from '@holdfast/bookings/contract'
import { Undo2 } from 'lucide-react'
import { formatMoney } from '../../../../format/money.ts'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { Failure } from '../../../../ui/states/failure.tsx'
import { ruleWords, type RefundPreview } from './refund-words.ts'

/** By the policy, or as somebody of the business decides and says why. */
export type RefundDecision = 'policy' | 'full' | 'none'

interface RefundChoiceProps {
  readonly booking: Pick<BookingDetail, 'deposit' | 'timeZone'>
  /** Undefined until it is there. */
  readonly preview: RefundPreview | undefined
  /** Why it is not there. */
  readonly error: unknown
  readonly onRetry: () => void
  readonly decision: RefundDecision
  readonly onDecide: (decision: RefundDecision) => void
}

const options = [
  { value: 'policy', label: 'As the policy says' },
  { value: 'full', label: 'All of it', help: 'with a reason' },
  { value: 'none', label: 'Nothing', help: 'with a reason' },
] as const

/** What of the deposit is given back, before it is. Nothing where nothing was paid. */
export function RefundChoice(props: RefundChoiceProps) {
  const { booking, preview, error, onRetry, decision, onDecide } = props
  const { deposit } = booking
  if (deposit === undefined || !hasPaid(booking)) return null
  return (
    <div className="rounded border p-4">
      <RadioGroup
        legend={`Give back of the ${formatMoney(deposit.paid)} deposit`}
        value={decision}
        options={options}
        onChoose={onDecide}
      />
      {preview === undefined && error !== null ? (
        <Failure error={error} retry={onRetry} />
      ) : (
        <p role="status" className="mt-2 flex gap-2 border-t pt-3">
          <Undo2 className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
          {preview === undefined ? (
            <span className="text-faint">Working out the refund…</span>
          ) : (
            <Refund preview={preview} timeZone={booking.timeZone} />
          )}
        </p>
      )}
    </div>
  )
}

/** Whether a deposit was paid, so that there is something to give back. */
export function hasPaid({ deposit }: Pick<BookingDetail, 'deposit'>): boolean {
  return deposit !== undefined && deposit.paid.amount > 0
}

function Refund({
  preview,
  timeZone,
}: {
  readonly preview: RefundPreview
  readonly timeZone: string
}) {
  return (
    <span>
      <span className="font-semibold tabular-nums">{formatMoney(preview.refund)}</span> back to the
      guest
      {preview.kept.amount > 0 && `, ${formatMoney(preview.kept)} kept`}.{' '}
      <span className="text-soft">{ruleWords(preview, timeZone)}</span>
    </span>
  )
}
