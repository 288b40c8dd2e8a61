import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import type { PaymentMethod, paymentRoutes } from '../contract.ts'
import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import { findPayment, lockPayment } from '../payment/payment-store.ts'
import { isPayable, type Payment } from '../payment/payment.ts'
import { problems } from '../problems.ts'
import { ProviderDown, ProviderRefusal } from '../providers/provider-errors.ts'
import type { Created, Provider } from '../providers/provider.ts'
import { applyObservation } from './apply-observation.ts'
import { attemptUnderWay, insertAttempt } from './attempt-store.ts'
import { isUnderWay, type Attempt } from './attempt.ts'
import { orderOf } from './order-of.ts'
import { transferReference } from './transfer-reference.ts'

type Route = (typeof paymentRoutes)['startAttempt']

/**
 * Begins to pay, and says what the payer does next. Asked again while an attempt is under way it
 * gives that one, however many ask at once. The provider is called outside of any transaction,
 * under the attempt's own key. Throws `payments.notPayable`, `alreadyPaid`, `unknownMethod` and
 * `providerUnavailable`.
 */
export async function startAttempt(
  ctx: PaymentsContext,
  { params, body }: RouteInput<Route>,
  parts: Pick<PaymentsParts, 'providers' | 'returnUrlOf'>,
): Promise<RouteOutput<Route>> {
  const payment = await findPayment(ctx.kysely, ctx.actor, params.id)
  ctx.permit('payments.pay', payment?.subject ?? params.id)
  if (!payment) throw requestProblems.notFound()
  const provider = parts.providers.forMethod(body.method)
  const wanted = { payment, provider, method: body.method }
  const first = await openAttempt(ctx, wanted, parts)
  if (isUnderWay(first.attempt)) return answerOf(first)
  if (first.attempt.state === 'settled') throw problems.alreadyPaid({ paymentId: payment.id })
  // The one under way had ended at the provider; now that this is known, there is room for another.
  const second = await openAttempt(ctx, wanted, parts)
  if (isUnderWay(second.attempt)) return answerOf(second)
  throw problems.providerUnavailable({ provider: provider.name, state: second.attempt.state })
}

interface Wanted {
  readonly payment: Payment
  readonly provider: Provider
  readonly method: PaymentMethod
}

interface Opened {
  readonly attempt: Attempt
  readonly created: Created
}

async function openAttempt(
  ctx: PaymentsContext,
  wanted: Wanted,
  { returnUrlOf }: Pick<PaymentsParts, 'returnUrlOf'>,
): Promise<Opened> {
  const attempt = await findOrInsert(ctx, wanted)
  const order = orderOf(attempt, wanted.payment, returnUrlOf)
  const created = await callProvider(wanted.provider, () => wanted.provider.createPayment(order))
  const { organisationId } = ctx
  const known = { organisationId, attemptId: attempt.id, seen: created, now: ctx.now() }
  const current = await ctx.transaction((tx) => applyObservation(tx, known))
  return { attempt: current, created }
}

/** The attempt under way that pays in this way, else a new one. */
async function findOrInsert(ctx: PaymentsContext, wanted: Wanted): Promise<Attempt> {
  return ctx.transaction(async (tx) => {
    const { organisationId } = ctx
    const payment = await lockPayment(tx.kysely, { organisationId }, wanted.payment.id)
    if (!payment) throw requestProblems.notFound()
    if (payment.state === 'settled') throw problems.alreadyPaid({ paymentId: payment.id })
    if (!isPayable(payment, ctx.now())) throw problems.notPayable({ paymentId: payment.id })
    const known = await attemptUnderWay(tx.kysely, payment.id, wanted.method)
    if (known) return known
    const attempt = newAttempt(ctx, wanted)
    await insertAttempt(tx.kysely, attempt)
    return attempt
  })
}

function newAttempt(ctx: PaymentsContext, { payment, provider, method }: Wanted): Attempt {
  const id = ctx.ids()
  const now = ctx.now()
  return {
    id,
    organisationId: ctx.organisationId,
    paymentId: payment.id,
    provider: provider.name,
    method,
    state: 'created',
    amount: payment.amount,
    currency: payment.currency,
    exponent: payment.exponent,
    providerReference: null,
    reference: provider.name === 'manual' ? transferReference(id) : null,
    decline: null,
    contradiction: null,
    refunded: 0,
    createdAt: now,
    changedAt: now,
    askedAt: null,
    version: 1,
  }
}

async function callProvider<T>({ name }: Provider, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ProviderDown) && !(error instanceof ProviderRefusal)) throw error
    throw problems.providerUnavailable({ provider: name }, { cause: error, retryAfterSeconds: 5 })
  }
}

function answerOf({ attempt, created }: Opened): RouteOutput<Route> {
  return { attemptId: attempt.id, next: created.next }
}
