import { Stripe } from 'stripe'
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
    if (!(error instanceof Stripe.errors.StripeError)) {
      throw new ProviderDown('Stripe gave no answer that makes sense', { cause: error })
    }
    if (isFinal(error)) throw new ProviderRefusal(error.code ?? error.type, { cause: error })
    throw new ProviderDown(`Stripe: ${error.type}`, { cause: error })
  }
}

function isFinal(error: InstanceType<typeof Stripe.errors.StripeError>): boolean {
  // 409: the same key is being worked on at this moment.
  if (error.statusCode === 409) return false
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeIdempotencyError
  )
}
