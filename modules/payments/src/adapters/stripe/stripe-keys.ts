/** The keys of one Stripe account. */
export interface StripeKeys {
  readonly secretKey: string
  readonly publishableKey: string
  readonly webhookSecret: string
}

/**
 * What is wrong with the keys, in a sentence that shows none of them; undefined when nothing is.
 * Live keys work in production alone, and both keys are of one mode.
 */
export function faultInStripeKeys(keys: StripeKeys, production: boolean): string | undefined {
  const { secretKey, publishableKey, webhookSecret } = keys
  if (secretKey === '') return 'STRIPE_SECRET_KEY is missing'
  if (publishableKey === '') return 'STRIPE_PUBLISHABLE_KEY is missing'
  if (webhookSecret === '') return 'STRIPE_WEBHOOK_SECRET is missing'
  const secretMode = /^[rs]k_(live|test)_\w{8,}$/.exec(secretKey)?.[1]
  const publicMode = /^pk_(live|test)_\w{8,}$/.exec(publishableKey)?.[1]
  if (!secretMode) return 'STRIPE_SECRET_KEY must begin with sk_live_ or sk_test_'
  if (!publicMode) return 'STRIPE_PUBLISHABLE_KEY must begin with pk_live_ or pk_test_'
  if (!/^whsec_\w{8,}$/.test(webhookSecret)) return 'STRIPE_WEBHOOK_SECRET must begin with whsec_'
  if (secretMode !== publicMode) return 'The keys of Stripe must both be live, or both test keys'
  if (secretMode === 'live' && !production) return 'Live keys of Stripe are for production alone'
  return undefined
}
