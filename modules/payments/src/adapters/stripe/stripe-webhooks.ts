import { stripeScheme } from '@holdfast/kernel/webhooks'
import { z } from 'zod'
import type { About, ProviderWebhooks } from '../../providers/provider.ts'

// Of the event only what names the order is read; the rest is asked of Stripe.
const message = z.object({
  data: z.object({
    object: z.object({
      id: z.string(),
      object: z.string(),
      payment_intent: z.string().nullish(),
      metadata: z.object({ attemptId: z.uuid().optional() }).nullish(),
    }),
  }),
})

/** Events of PaymentIntents, and of the charges, refunds and disputes that belong to one. */
export function stripeWebhooks(secret: string): ProviderWebhooks {
  return {
    source: { scheme: stripeScheme(), secrets: [secret] },
    aboutOf,
    unknownOrders: 'ignore',
  }
}

function aboutOf(body: Uint8Array): About | undefined {
  const read = message.safeParse(jsonOf(body))
  if (!read.success) return undefined
  const { object } = read.data.data
  const attemptId = object.metadata?.attemptId
  if (attemptId !== undefined) return { attemptId }
  const reference = object.object === 'payment_intent' ? object.id : object.payment_intent
  return reference ? { providerReference: reference } : undefined
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
