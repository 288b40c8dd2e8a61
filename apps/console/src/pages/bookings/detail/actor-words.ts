import type { BookingDetail } from '@holdfast/bookings/contract'

type Entry = Pick<BookingDetail['timeline'][number], 'by' | 'actor'>

/** Who did it, as one says it: `you`, `Rosa Agent`, `the guest`. */
export function actorWords({ by, actor }: Entry, ownId: string): string {
  if (by === 'guest') return 'the guest'
  if (by === 'system') return 'Holdfast itself'
  if (actor?.id === ownId) return 'you'
  if (by === 'machine') return actor?.name ? `the API key “${actor.name}”` : 'an API key'
  return actor?.name ?? 'somebody who has left'
}
