import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import { findPayment } from '../payment/payment-store.ts'
import { problems } from '../problems.ts'
import { ProviderRefusal } from '../providers/provider-errors.ts'
import type { Observation, Order, Provider } from '../providers/provider.ts'
import { findAttempt } from './attempt-store.ts'
import type { Attempt } from './attempt.ts'
import { orderOf } from './order-of.ts'

/** An attempt as its provider knows it. */
export interface Ordered {
  readonly attempt: Attempt
  readonly provider: Provider
  readonly order: Order
}

/** Throws `payments.unknownPayment`, and when the provider is no longer configured. */
export async function orderedAttempt(
  ctx: Pick<PaymentsContext, 'kysely' | 'organisationId'>,
  attemptId: string,
  parts: Pick<PaymentsParts, 'providers' | 'returnUrlOf'>,
): Promise<Ordered> {
  const { kysely, organisationId } = ctx
  const attempt = await findAttempt(kysely, organisationId, attemptId)
  const payment = attempt && (await findPayment(kysely, { organisationId }, attempt.paymentId))
  if (!payment) throw problems.unknownPayment({ attemptId })
  const provider = parts.providers.named(attempt.provider)
  return { attempt, provider, order: orderOf(attempt, payment, parts.returnUrlOf) }
}

/**
 * How an attempt stands at its provider. One whose answer was lost on the way is opened again
 * under its own key first, so that its reference is known: what that says is how it began.
 */
export async function askProvider(ordered: Ordered): Promise<Observation> {
  return askAs(ordered, (order) => ordered.provider.fetchStatus(order))
}

/** Has the provider take nothing any more, and says how the attempt stands after that. */
export async function endAtProvider(ordered: Ordered): Promise<Observation> {
  return askAs(ordered, (order) => ordered.provider.expirePayment(order))
}

async function askAs(
  { attempt, provider, order }: Ordered,
  ask: (order: Order) => Promise<Observation>,
): Promise<Observation> {
  const isLost = attempt.state === 'created' && attempt.providerReference === null
  if (!isLost) return ask(order)
  try {
    const { providerReference } = await provider.createPayment(order)
    return { providerReference, ...(await ask({ ...order, providerReference })) }
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error
    // Nobody was given a way to pay it. Should money come all the same, it still settles.
    return { state: 'failed', decline: error.reason }
  }
}
