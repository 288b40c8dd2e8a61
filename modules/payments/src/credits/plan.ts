import type { CallerTransaction } from '../parts.ts'
import type { PaymentsTables } from '../tables.ts'
import { lockAccount } from './account.ts'

export interface CreditPlan {
  readonly organisationId: string
  /** Nothing is held any more, and what is used is still written. */
  readonly isUnlimited: boolean
}

/** Changes an organisation's plan from the next reservation on. */
export async function setCreditPlan(tx: CallerTransaction, plan: CreditPlan): Promise<void> {
  const { organisationId, isUnlimited } = plan
  const { kysely } = tx.withTypes<PaymentsTables>()
  const account = await lockAccount(kysely, organisationId)
  if (account.isUnlimited === isUnlimited) return
  await kysely
    .updateTable('payments.credit_account')
    .set({ is_unlimited: isUnlimited })
    .where('organisation_id', '=', organisationId)
    .execute()
  await tx.emit('credits.planChanged', { isUnlimited })
}
