import type { Attempt } from '../attempt/attempt.ts'
import type { PaymentState } from '../contract.ts'
import type { CallerTransaction } from '../parts.ts'
import { move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Payment } from './payment.ts'
import { savePayment } from './payment-store.ts'

/** Puts an unpaid payment into the state that its attempts leave it in. */
export async function restAfter(
  tx: CallerTransaction,
  payment: Payment,
  { attempts, now }: { readonly attempts: readonly Attempt[]; readonly now: Date },
): Promise<void> {
  if (payment.state === 'settled' || payment.state === 'closed') return
  const to = restingState(attempts)
  if (to === payment.state) return
  const { kysely } = tx.withTypes<PaymentsTables>()
  await savePayment(kysely, move('payment', payment, { to, at: now }))
}

/** A bank at work counts more than a transfer that may come, and that more than an open page. */
export function restingState(attempts: readonly Pick<Attempt, 'state'>[]): PaymentState {
  const has = (state: string) => attempts.some((attempt) => attempt.state === state)
  if (has('processing')) return 'processing'
  return has('awaiting_offline') ? 'awaiting_offline' : 'open'
}
