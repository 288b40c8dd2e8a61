import type { PaymentsJob, PaymentsParts } from '../parts.ts'
import { applyObservation } from './apply-observation.ts'
import { askProvider, orderedAttempt } from './ask-provider.ts'

type Parts = Pick<PaymentsParts, 'providers' | 'returnUrlOf'>

/** Asks the provider how an attempt stands and takes what it says. */
export async function observeAttempt(
  ctx: PaymentsJob,
  { attemptId }: { readonly attemptId: string },
  parts: Parts,
): Promise<void> {
  const seen = await askProvider(await orderedAttempt(ctx, attemptId, parts))
  const { organisationId } = ctx
  await ctx.settle(async (tx) => {
    await applyObservation(tx, { organisationId, attemptId, seen, now: ctx.now() })
  })
}

/**
 * Tells the provider to take nothing any more. What it has taken meanwhile, or can not stop, is
 * what it says instead.
 */
export async function expireAttempt(
  ctx: PaymentsJob,
  { attemptId }: { readonly attemptId: string },
  parts: Parts,
): Promise<void> {
  const ordered = await orderedAttempt(ctx, attemptId, parts)
  const { attempt, provider } = ordered
  if (attempt.state === 'settled') return
  const order = await knownOrder(ordered)
  const seen = await provider.expirePayment(order)
  const { organisationId } = ctx
  await ctx.settle(async (tx) => {
    await applyObservation(tx, { organisationId, attemptId, seen, now: ctx.now() })
  })
}

/** A provider that answers by its own ids is asked for the one whose answer was lost. */
async function knownOrder(ordered: Awaited<ReturnType<typeof orderedAttempt>>) {
  const { attempt, provider, order } = ordered
  if (attempt.providerReference !== null) return order
  const { providerReference } = await provider.createPayment(order)
  return { ...order, providerReference }
}
