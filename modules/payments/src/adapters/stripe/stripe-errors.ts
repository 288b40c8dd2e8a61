import type { Stripe } from 'stripe'
import { ProviderDown, ProviderRefusal } from '../../providers/provider-errors.ts'

/**
 * Runs a call of Stripe's and says what its failure means: a request that Stripe understood and
 * refused is final; all else, a wrong key of ours included, may be mended.
 */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ProviderDown || error instanceof ProviderRefusal) throw error
    const { errors } = (await import('stripe')).Stripe
    if (!(error instanceof errors.StripeError)) {
      throw new ProviderDown('Stripe gave no answer that makes sense', { cause: error })
    }
    if (isFinal(error, errors))
      throw new ProviderRefusal(error.code ?? error.type, { cause: error })
    throw new ProviderDown(`Stripe: ${error.type}`, { cause: error })
  }
}

type Errors = typeof Stripe.errors

function isFinal(error: InstanceType<Errors['StripeError']>, errors: Errors): boolean {
  // 409: the same key is being worked on at this moment.
  if (error.statusCode === 409) return false
  return (
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeCardError ||
    error instanceof errors.StripeIdempotencyError
  )
}
