import type { RouteInput } from '@holdfast/kernel/contract'
import { attemptsOf } from '../attempt/attempt-store.ts'
import { isUnderWay, type Attempt } from '../attempt/attempt.ts'
import { settleAttempt } from '../attempt/settle-attempt.ts'
import type { PaymentDetail, paymentRoutes } from '../contract.ts'
import type { PaymentsContext, PaymentsParts, PaymentsTransaction } from '../parts.ts'
import type { Payment } from '../payment/payment.ts'
import { findPayment, lockPayment } from '../payment/payment-store.ts'
import { detailOf, requirePayment } from '../payment/show-payment.ts'
import { problems } from '../problems.ts'
import { insertVerification, verifiersOf } from './verification-store.ts'

/**
 * Somebody of the business has seen the money of a payment that no provider reports, and says
 * where. That settles it; above the limit a second person must have seen it as well. Money that
 * came after the time was over settles it late.
 */
export async function verifyPayment(
  ctx: PaymentsContext,
  { params, body }: RouteInput<(typeof paymentRoutes)['verifyPayment']>,
  parts: PaymentsParts,
): Promise<PaymentDetail> {
  ctx.permit('payments.verify')
  await ctx.transaction(async (tx) => {
    const payment = requirePayment(await lockPayment(tx.kysely, ctx.actor, params.id))
    const attempts = await attemptsOf(tx.kysely, payment.id)
    const attempt = attemptSeen(payment, attempts, body.attemptId)
    if (!attempt) throw problems.nothingToVerify({ paymentId: payment.id })
    const seenBy = await noteSeen(ctx, tx, { attempt, note: body.note, parts })
    if (seenBy < 2 && attempt.amount > parts.secondPersonAbove) {
      await tx.emit(
        'payment.seenOnce',
        { paymentId: payment.id, attemptId: attempt.id },
        payment.subject,
      )
      return
    }
    const others = attempts.filter(({ id }) => id !== attempt.id)
    await settleAttempt(tx, { payment, attempt, others, now: ctx.now() })
  })
  return detailOf(ctx, requirePayment(await findPayment(ctx.kysely, ctx.actor, params.id)), parts)
}

/**
 * The attempt whose money was seen. Of a settled payment it must be named: whoever comes second
 * or clicks twice means the money that was taken already, and none would come in for a refund.
 */
function attemptSeen(
  payment: Payment,
  attempts: readonly Attempt[],
  attemptId: string | undefined,
): Attempt | undefined {
  const possible = attempts.filter(canBeVerified)
  if (attemptId !== undefined) return possible.find(({ id }) => id === attemptId)
  return payment.state === 'settled' ? undefined : possible.at(-1)
}

/** Also one that was closed meanwhile: the transfer had left before. */
function canBeVerified(attempt: Attempt): boolean {
  return attempt.provider === 'manual' && (isUnderWay(attempt) || attempt.state === 'expired')
}

interface Seen {
  readonly attempt: Attempt
  readonly note: string
  readonly parts: Pick<PaymentsParts, 'vault'>
}

/** Keeps the evidence, sealed, and says how many people have seen the money by now. */
async function noteSeen(
  ctx: PaymentsContext,
  tx: PaymentsTransaction,
  { attempt, note, parts }: Seen,
): Promise<number> {
  const id = ctx.ids()
  const place = { table: 'payments.verification', column: 'note', row: id }
  const isNew = await insertVerification(tx.kysely, {
    id,
    organisationId: ctx.organisationId,
    attemptId: attempt.id,
    actorId: ctx.actor.id,
    note: parts.vault.seal(place, note),
    createdAt: ctx.now(),
  })
  if (!isNew) throw problems.sameVerifier({ attemptId: attempt.id })
  const verifiers = await verifiersOf(tx.kysely, ctx.organisationId, attempt.paymentId)
  return verifiers.filter(({ attemptId }) => attemptId === attempt.id).length
}
