import type { Next } from '@holdfast/payments/contract'

/** How to pay by hand, as it was told for an attempt. */
export type Instructions = Extract<Next, { readonly kind: 'offline' }>

const leftForSlot = 'ember-oak.left-for-payment'
const instructionsSlot = 'ember-oak.instructions'

/** The attempt for which this tab has left for a provider's page; it proves nothing. */
export function loadLeftFor(): string | undefined {
  return read(leftForSlot) ?? undefined
}

export function keepLeftFor(attemptId: string): void {
  write(leftForSlot, attemptId)
}

export function forgetLeftFor(): void {
  try {
    sessionStorage.removeItem(leftForSlot)
  } catch {
    // Nothing was kept.
  }
}

/** Kept for a reload, which then need not begin to pay again. */
export function loadInstructions(attemptId: string): Instructions | undefined {
  try {
    const kept: unknown = JSON.parse(read(instructionsSlot) ?? 'null')
    // Only `keepInstructions` writes this slot.
    return Object(kept).attemptId === attemptId ? (Object(kept).next as Instructions) : undefined
  } catch {
    return undefined
  }
}

export function keepInstructions(attemptId: string, next: Instructions): void {
  write(instructionsSlot, JSON.stringify({ attemptId, next }))
}

// Private windows may refuse storage; the page then asks the service once more.
function read(slot: string): string | null {
  try {
    return sessionStorage.getItem(slot)
  } catch {
    return null
  }
}

function write(slot: string, text: string): void {
  try {
    sessionStorage.setItem(slot, text)
  } catch {
    // Nothing to do: see above.
  }
}
