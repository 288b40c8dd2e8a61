import type { StoreEvent } from '@holdfast/stores/contract'

/** All of them once, the newest first, whichever way each of them came and how often. */
export function withEvents(
  some: readonly StoreEvent[],
  more: readonly StoreEvent[],
): readonly StoreEvent[] {
  const bySequence = new Map([...some, ...more].map((event) => [event.sequence, event]))
  return [...bySequence.values()].toSorted((one, other) => other.sequence - one.sequence)
}
