/** The cards of the sandbox. No money moves. */
export const cards = {
  approve: { title: 'Test card that is approved', number: '4242 4242 4242 4242' },
  decline: { title: 'Test card that is declined', number: '4000 0000 0000 0002' },
} as const
export type Card = keyof typeof cards

export function isCard(value: string): value is Card {
  return value in cards
}

/**
 * What the sandbox says to a payment: a reference, or nothing for a card that is declined. The same
 * purchase has the same reference each time it is asked, as with a provider that knows its key.
 */
export function payInSandbox(card: Card, cartId: string): string | undefined {
  return card === 'approve' ? `sandbox-${cartId}` : undefined
}
