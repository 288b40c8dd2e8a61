import type { HealthCheck } from '@holdfast/kernel/health'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import { defineProvider } from '@holdfast/kernel/outbound'
import type { Stripe } from 'stripe'
import { ProviderDown, ProviderRefusal } from '../../providers/provider-errors.ts'
import type { Created, Observation, Order, Provider } from '../../providers/provider.ts'
import { providerMs } from '../../providers/provider-time.ts'
import { asking } from './stripe-errors.ts'
import { faultInStripeKeys, type StripeKeys } from './stripe-keys.ts'
import {
  disputesSeen,
  observationOf,
  refundsElsewhere,
  refundsSeen,
  refundStatusOf,
} from './stripe-observation.ts'
import { stripeWebhooks } from './stripe-webhooks.ts'
import { UnusableSettings } from '../../providers/unusable-settings.ts'

export interface StripeOptions {
  readonly keys: StripeKeys
  readonly production: boolean
  readonly log?: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics
  /** Stripe's own unless told. */
  readonly baseUrl?: string
  /** For one attempt of a call; 10 s unless told. */
  readonly timeoutMs?: number
}

export interface StripeProvider extends Provider {
  readonly healthCheck: HealthCheck
}

/**
 * Cards and wallets by Stripe's Payment Element: a PaymentIntent per attempt, under the attempt's
 * id as idempotency key. Throws when the keys are not good.
 */
export function createStripe(options: StripeOptions): StripeProvider {
  const { keys, production } = options
  const fault = faultInStripeKeys(keys, production)
  if (fault !== undefined) throw new UnusableSettings(fault)
  const { client, healthCheck } = connect(options)

  async function fetchStatus({ providerReference }: Order): Promise<Observation> {
    if (providerReference === null) return { state: 'unknown' }
    return asking(async () => {
      const stripe = await client()
      const seen = observationOf(await stripe.paymentIntents.retrieve(providerReference))
      if (seen.state !== 'settled') return seen
      const of = { payment_intent: providerReference, limit: 100 }
      const [refunds, disputes] = await Promise.all([
        stripe.refunds.list(of),
        stripe.disputes.list(of),
      ])
      return {
        ...seen,
        refunds: refundsSeen(refunds.data),
        refundsElsewhere: refundsElsewhere(refunds.data),
        disputes: disputesSeen(disputes.data),
      }
    })
  }

  return {
    name: 'stripe',
    healthCheck,
    webhooks: stripeWebhooks(keys.webhookSecret),
    createPayment: (order) =>
      asking(async () => createdOf(await openIntent(await client(), order), keys.publishableKey)),
    fetchStatus,
    async expirePayment(order) {
      const { providerReference } = order
      if (providerReference === null) return { state: 'unknown' }
      try {
        return await asking(async () => {
          const stripe = await client()
          return observationOf(await stripe.paymentIntents.cancel(providerReference))
        })
      } catch (error) {
        if (!(error instanceof ProviderRefusal)) throw error
        // Paid, at the bank, or cancelled before: what it says now counts.
        return fetchStatus(order)
      }
    },
    refund: ({ refundId, order, amount, providerReference }) =>
      asking(async () => {
        const { refunds } = await client()
        if (providerReference !== null) {
          return refundStatusOf(await refunds.retrieve(providerReference))
        }
        const payment_intent = order.providerReference
        if (payment_intent === null) throw new ProviderRefusal('no_payment')
        // Stripe forgets keys after a day: one whose answer was lost before that is found here.
        const { data } = await refunds.list({ payment_intent, limit: 100 })
        const made = data.find(({ metadata }) => metadata?.['refundId'] === refundId)
        if (made) return refundStatusOf(made)
        const wanted = { payment_intent, amount: amount.amount, metadata: { refundId } }
        const refund = await refunds.create(wanted, { idempotencyKey: refundId })
        return refundStatusOf(refund)
      }),
  }
}

/**
 * The official client over our own outbound calls, which retry, break and limit themselves. It is
 * read with the first call: whoever is paid in other ways starts sooner without it.
 */
function connect(options: StripeOptions) {
  const { keys, log, metrics, baseUrl = 'https://api.stripe.com', timeoutMs } = options
  const outbound = defineProvider('stripe', {
    baseUrl,
    totalMs: providerMs,
    ...(log ? { log } : {}),
    metrics,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  const { protocol, hostname, port } = new URL(baseUrl)
  async function open(): Promise<Stripe> {
    const library = await import('stripe')
    return new library.Stripe(keys.secretKey, {
      httpClient: library.Stripe.createFetchHttpClient(outbound.fetch),
      maxNetworkRetries: 0,
      telemetry: false,
      protocol: protocol === 'http:' ? 'http' : 'https',
      host: hostname,
      ...(port === '' ? {} : { port }),
    })
  }
  let opened: Promise<Stripe> | undefined
  const client = () => (opened ??= open())
  return { client, healthCheck: outbound.healthCheck }
}

function openIntent(client: Stripe, order: Order): Promise<Stripe.PaymentIntent> {
  const { attemptId, amount, description, providerReference } = order
  if (providerReference !== null) return client.paymentIntents.retrieve(providerReference)
  return client.paymentIntents.create(
    {
      amount: amount.amount,
      currency: amount.currency.toLowerCase(),
      automatic_payment_methods: { enabled: true },
      description,
      metadata: { attemptId },
    },
    { idempotencyKey: attemptId },
  )
}

function createdOf(intent: Stripe.PaymentIntent, publishableKey: string): Created {
  const clientSecret = intent.client_secret
  if (!clientSecret) throw new ProviderDown('a PaymentIntent without a client secret')
  return {
    ...observationOf(intent),
    providerReference: intent.id,
    next: { kind: 'stripe', clientSecret, publishableKey },
  }
}
