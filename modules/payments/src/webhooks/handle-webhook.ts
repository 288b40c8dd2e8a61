import { applyObservation } from '../attempt/apply-observation.ts'
import { askProvider, orderedAttempt } from '../attempt/ask-provider.ts'
import { providerNames, type ProviderName } from '../contract.ts'
import type { PaymentsJob, PaymentsParts } from '../parts.ts'
import { attemptOf } from './receive-webhook.ts'

/**
 * Works on a stored webhook: the provider is asked how the order stands now, so that the order in
 * which messages arrive means nothing. Done once, however often it was sent.
 */
export async function handleWebhook(
  ctx: PaymentsJob,
  { webhookId }: { readonly webhookId: string },
  parts: PaymentsParts,
): Promise<void> {
  const content = await parts.inbox.read(webhookId)
  if (!content || content.isDone || !isProviderName(content.provider)) return
  const provider = parts.providers.named(content.provider)
  const attempt = await attemptOf(ctx, provider, content.body)
  const seen = attempt && (await askProvider(await orderedAttempt(ctx, attempt.id, parts)))
  const { organisationId } = ctx
  const now = ctx.now()
  await ctx.settle(async (tx) => {
    await parts.inbox.settle(tx, webhookId, async () => {
      if (!attempt || !seen) return
      await applyObservation(tx, { organisationId, attemptId: attempt.id, seen, now })
    })
  })
}

function isProviderName(name: string): name is ProviderName {
  return providerNames.some((one) => one === name)
}
