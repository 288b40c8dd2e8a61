import { formatMoney } from '../../../../format/money.ts'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { Notice } from '../../../../ui/notice.tsx'

interface RescheduleFeeProps {
  readonly fee: Parameters<typeof formatMoney>[0] | undefined
  readonly isWaived: boolean
  readonly onWaive: (isWaived: boolean) => void
}

/** What the change costs the guest, said before anything is chosen. */
export function RescheduleFee({ fee, isWaived, onWaive }: RescheduleFeeProps) {
  if (fee === undefined || fee.amount === 0) {
    return <Notice tone="success" title="This change is free" />
  }
  return (
    <Notice tone="warning" title={`This change costs ${formatMoney(fee)}`}>
      <p className="text-soft">It is added to what the guest pays on the evening.</p>
      <Checkbox
        label="Waive the fee"
        help="With a reason, which stands in the timeline."
        checked={isWaived}
        onChange={(event) => onWaive(event.target.checked)}
      />
    </Notice>
  )
}
