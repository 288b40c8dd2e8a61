import type { StripePaymentElement } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure/index.js'
import type { CardAttempt } from './use-attempt.ts'

/** A card form of Stripe in the page. What is typed into it goes to Stripe alone. */
export interface StripeCard {
  /** Puts the form into `place`; resolves once it can be filled in. */
  mount(place: HTMLElement): Promise<void>
  /**
   * Asks for the money. Resolves with what is wrong, in words for the payer; undefined when it was
   * taken, or when the bank's page is about to open.
   */
  pay(returnUrl: string): Promise<string | undefined>
  unmount(): void
}

const loadWithinMs = 15_000
const mountWithinMs = 15_000

/** Fetches Stripe's own script. Throws when it does not come. */
export async function openStripeCard(attempt: CardAttempt): Promise<StripeCard> {
  const stripe = await within(loadWithinMs, loadStripe(attempt.publishableKey))
  if (stripe === null) throw new Error('Stripe needs a browser')
  const elements = stripe.elements({ clientSecret: attempt.clientSecret, appearance: looks() })
  const form = elements.create('payment', { layout: 'tabs' })
  return {
    async mount(place) {
      const ready = untilReady(form)
      form.mount(place)
      await within(mountWithinMs, ready)
    },
    async pay(returnUrl) {
      const { error } = await stripe.confirmPayment({
        elements,
        confirmParams: { return_url: returnUrl },
        redirect: 'if_required',
      })
      return error && (error.message ?? 'Your bank did not accept the card.')
    },
    unmount: () => form.destroy(),
  }
}

function untilReady(form: StripePaymentElement): Promise<void> {
  return new Promise((resolve, reject) => {
    form.on('ready', () => resolve())
    form.on('loaderror', ({ error }) => reject(new Error(error.message ?? 'no card form')))
  })
}

async function within<Value>(ms: number, result: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Stripe did not answer in time')), ms)
  })
  return Promise.race([result, late]).finally(() => clearTimeout(timer))
}

// Its frame knows nothing of this page's style, and no colours but plain ones.
function looks() {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches
  return {
    theme: isDark ? 'night' : 'stripe',
    variables: {
      borderRadius: '8px',
      fontFamily: 'Inter, system-ui, sans-serif',
      colorPrimary: isDark ? '#f0894f' : '#b4501f',
    },
  } as const
}
