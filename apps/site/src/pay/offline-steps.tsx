import type { PaymentDetail } from '@holdfast/payments/contract'
import { formatMoney } from '../prices/money.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import type { Instructions } from './kept-attempt.ts'
import { referenceWords } from './reference-words.ts'

/** How to pay by hand: amount, reference and picture, to be copied or scanned. */
export function OfflineSteps(props: {
  readonly instructions: Instructions
  readonly payment: PaymentDetail
  readonly isCash: boolean
}) {
  const { instructions, isCash } = props
  const amount = formatMoney(instructions.amount)
  return (
    <div class="by-hand">
      <img
        class="qr"
        src={`data:image/svg+xml,${encodeURIComponent(instructions.qrSvg)}`}
        alt={`QR code with the amount ${amount} and the reference ${instructions.reference}`}
        width="200"
        height="200"
      />
      <dl class="by-hand-facts">
        <div>
          <dt>Amount</dt>
          <dd>
            <strong>{amount}</strong>
            <CopyButton text={plainAmount(instructions.amount)} what="amount" />
          </dd>
        </div>
        <div>
          <dt>Reference</dt>
          <dd>
            <strong class="by-hand-reference">{instructions.reference}</strong>
            <CopyButton text={instructions.reference} what="reference" />
          </dd>
        </div>
      </dl>
      <p class="by-hand-words">{instructions.instructions}</p>
      <p class="hint">{referenceWords(isCash)}</p>
    </div>
  )
}

/** `100.00`, as the forms of banks take it. */
function plainAmount({ amount, exponent }: Instructions['amount']): string {
  return (amount / 10 ** exponent).toFixed(exponent)
}
