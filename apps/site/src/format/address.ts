/** A place on one line: `12 Garden Road, Harbor, MA 02110`. What is missing leaves no trace. */
export function formatAddress(place: {
  readonly line1: string
  readonly line2?: string | undefined
  readonly city: string
  readonly region?: string | undefined
  readonly postalCode: string
}): string {
  const lastPart = joined([place.region, place.postalCode], ' ')
  return joined([place.line1, place.line2, place.city, lastPart], ', ')
}

function joined(parts: readonly (string | undefined)[], between: string): string {
  return parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(between)
}
