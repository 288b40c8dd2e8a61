import type { Venue } from '@holdfast/bookings/contract'

/** A place on one line: `12 Garden Road, Gate 3, Harbor, MA 02110`. */
export function formatAddress(place: Venue): string {
  return addressLines(place).join(', ')
}

/** The same in lines, as on an envelope. What is missing leaves no trace. */
export function addressLines({ line1, line2, city, region, postalCode }: Venue): string[] {
  const lastPart = joined([region, postalCode], ' ')
  return [line1, line2, joined([city, lastPart], ', ')]
    .map((line) => line?.trim() ?? '')
    .filter((line) => line !== '')
}

function joined(parts: readonly (string | undefined)[], between: string): string {
  return parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(between)
}
