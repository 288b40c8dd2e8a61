import type { PaymentsJob, PaymentsParts } from '../parts.ts'
import { applyObservation } from './apply-observation.ts'
import { askProvider, endAtProvider, orderedAttempt } from './ask-provider.ts'

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
  if (ordered.attempt.state === 'settled') return
  const seen = await endAtProvider(ordered)
  const { organisationId } = ctx
  await ctx.settle(async (tx) => {
    await applyObservation(tx, { organisationId, attemptId, seen, now: ctx.now() })
  })
}
