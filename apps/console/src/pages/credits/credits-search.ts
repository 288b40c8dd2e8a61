/** The payment that somebody comes from, or is about to make. */
export interface CreditsSearch {
  readonly payment?: string
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Reads an address; what it can not mean is dropped. */
export function readCreditsSearch(raw: Readonly<Record<string, unknown>>): CreditsSearch {
  const { payment } = raw
  return typeof payment === 'string' && uuid.test(payment) ? { payment } : {}
}
