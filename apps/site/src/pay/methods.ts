import type { PaymentMethod } from '@holdfast/payments/contract'

interface MethodWords {
  readonly name: string
  readonly help: string
  /** Paid by hand: shown how, instead of paid at once. */
  readonly isByHand: boolean
}

const byHand = 'We hold your time for a day while your money is on its way.'

/** The ways to pay, in words. */
export const methodWords: Readonly<Record<PaymentMethod, MethodWords>> = {
  card: { name: 'Card', help: 'Your booking is confirmed at once.', isByHand: false },
  online_banking: {
    name: 'Online banking',
    help: 'You pay on the page of your bank. Confirmed as soon as the bank tells us.',
    isByHand: false,
  },
  bank_transfer: { name: 'Bank transfer', help: byHand, isByHand: true },
  zelle: { name: 'Zelle', help: byHand, isByHand: true },
  venmo: { name: 'Venmo', help: byHand, isByHand: true },
  cash: {
    name: 'Cash',
    help: 'You bring it to us. We hold your time for a day.',
    isByHand: true,
  },
}

/** What the button says that begins to pay in this way. */
export function actionOf(method: PaymentMethod, amount: string): string {
  const { isByHand, name } = methodWords[method]
  return isByHand ? `Show how to pay by ${lowerCased(name)}` : `Pay ${amount} deposit`
}

// Names of companies keep their capital.
function lowerCased(name: string): string {
  return name === 'Zelle' || name === 'Venmo' ? name : name.toLowerCase()
}
