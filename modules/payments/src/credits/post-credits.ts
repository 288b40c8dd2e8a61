import { newId } from '@holdfast/kernel/ids'
import type { Kysely } from 'kysely'
import type { CreditKind } from '../contract.ts'
import type { PaymentsTables } from '../tables.ts'
import { lockAccount } from './account.ts'
import { creditLines, movedFrom, type Moved } from './credit-lines.ts'

export interface CreditPosting {
  readonly organisationId: string
  readonly kind: CreditKind
  /** Together with `kind` it happens once. */
  readonly causeId: string
  readonly holdId?: string
  readonly paymentId?: string
  readonly actorId?: string
  readonly reason?: string
  readonly at: Date
  readonly moved: Moved
}

/**
 * Writes one transaction of the credits, and another where it brings some while some are owed. The
 * database refuses one that does not sum to zero, one that takes a balance below zero, and a second
 * one of the same kind and cause. What moves nothing is not written.
 */
export async function postCredits(
  db: Kysely<PaymentsTables>,
  posting: CreditPosting,
): Promise<void> {
  const entries = movedFrom(posting.moved)
  if (entries.length === 0) return
  const { organisationId } = posting
  const account = await lockAccount(db, organisationId)
  const available = account.available + (posting.moved.available ?? 0)
  const id = newId()
  await db
    .insertInto('payments.credit_transaction')
    .values({
      id,
      organisation_id: organisationId,
      number: account.lastNumber + 1,
      kind: posting.kind,
      cause_id: posting.causeId,
      hold_id: posting.holdId ?? null,
      payment_id: posting.paymentId ?? null,
      available_after: available,
      actor_id: posting.actorId ?? null,
      reason: posting.reason ?? null,
      happened_at: posting.at,
    })
    .execute()
  await db
    .insertInto('payments.credit_entry')
    .values(entries.map((entry) => ({ transaction_id: id, ...entry })))
    .execute()
  const owed = account.owed - (posting.moved.owed ?? 0)
  const collected = Math.min(available, owed)
  if (collected > 0) await postCredits(db, collecting(posting, { causeId: id, collected }))
}

/** Nothing can be used while something is owed. */
function collecting(
  { organisationId, at }: CreditPosting,
  { causeId, collected }: { readonly causeId: string; readonly collected: number },
): CreditPosting {
  const reason = 'Owed since their payment went back'
  const moved = creditLines.collected(collected)
  return { organisationId, kind: 'collected', causeId, reason, at, moved }
}
