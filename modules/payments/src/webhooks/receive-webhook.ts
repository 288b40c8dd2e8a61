import type { RawRequest } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { findAttempt, findByProviderReference } from '../attempt/attempt-store.ts'
import type { Attempt } from '../attempt/attempt.ts'
import type { ProviderName } from '../contract.ts'
import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import type { About, Provider } from '../providers/provider.ts'

/**
 * Believes a webhook or refuses it without a word why, stores it and answers; a job works on it.
 * Sent again it is answered like the first time.
 */
export async function receiveWebhook(
  ctx: PaymentsContext,
  { raw }: { readonly raw: RawRequest },
  { name, parts }: { readonly name: ProviderName; readonly parts: PaymentsParts },
): Promise<undefined> {
  const webhook = parts.inbox.verify(name, raw)
  const provider = parts.providers.named(name)
  await refuseStrangers(ctx, provider, raw.body)
  await ctx.transaction((tx) => parts.inbox.store(tx, webhook))
  return undefined
}

/** Some providers are to be told when a message names no order of ours, or another amount. */
async function refuseStrangers(
  ctx: PaymentsContext,
  provider: Provider,
  body: Uint8Array,
): Promise<void> {
  const { webhooks, name } = provider
  if (webhooks?.unknownOrders !== 'refuse') return
  const attempt = await attemptOf(ctx, provider, body)
  const isOurs = attempt && (webhooks.fits?.(body, attempt) ?? true)
  if (!isOurs) throw requestProblems.unauthenticated({ provider: name, reason: 'unknown order' })
}

/** The attempt that a message is about; undefined when it is about none of ours. */
export async function attemptOf(
  ctx: Pick<PaymentsContext, 'kysely' | 'organisationId'>,
  provider: Provider,
  body: Uint8Array,
): Promise<Attempt | undefined> {
  const about = provider.webhooks?.aboutOf(body)
  const attempt = about && (await find(ctx, provider.name, about))
  return attempt?.provider === provider.name ? attempt : undefined
}

function find(
  { kysely, organisationId }: Pick<PaymentsContext, 'kysely' | 'organisationId'>,
  provider: ProviderName,
  about: About,
): Promise<Attempt | undefined> {
  if ('attemptId' in about) return findAttempt(kysely, organisationId, about.attemptId)
  const { providerReference } = about
  return findByProviderReference(kysely, organisationId, { provider, providerReference })
}
