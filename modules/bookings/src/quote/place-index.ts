import type { Vault } from '@holdfast/kernel/crypto'
import type { Place } from '../contract.ts'

const purpose = 'bookings.quotePlace'

/** What is kept of a quote's place: enough to recognise it, not to read it. */
export function placeIndex(vault: Vault, place: Place): Buffer {
  return vault.blindIndex(purpose, comparable(place))
}

/** Whether `kept` is of this place, while master keys rotate as well. */
export function isPlaceOf(vault: Vault, kept: Buffer | null, place: Place): boolean {
  return vault.blindIndexes(purpose, comparable(place)).some((index) => kept?.equals(index))
}

function comparable({ country, postalCode }: Place): string {
  return `${country}:${postalCode.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()}`
}
