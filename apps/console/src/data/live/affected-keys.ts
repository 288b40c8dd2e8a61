import type { LiveEvent } from '@holdfast/client'

type Key = readonly string[]

/** What may look different after an event, by the first word of its type. */
const byWord: Readonly<Record<string, (subject: string) => readonly Key[]>> = {
  booking: ofBooking,
  // Their subject is the booking that is paid for.
  payment: (subject) => [...ofBooking(subject), ['payments'], ['credits', 'top-up']],
  credits: () => [['credits']],
  waitlist: () => [['waitlist']],
  store: (subject) => [
    ['stores', 'list'],
    ['stores', 'one', subject],
    ['stores', 'quota'],
    ['stores', 'fleet'],
  ],
  studio: () => [['studio'], ['credits']],
  station: () => [['stations']],
  resource: () => [['stations']],
  member: () => [['staff']],
  invitation: () => [['staff']],
  apiKey: () => [['api-keys']],
  organisation: () => [['me']],
}

function ofBooking(subject: string): readonly Key[] {
  return [['bookings', 'list'], ['bookings', 'found'], ['bookings', 'one', subject], ['customers']]
}

/** The keys of the queries whose answers an event may have made wrong. */
export function affectedKeys({ type, subject = '' }: LiveEvent): readonly Key[] {
  return byWord[type.split('.')[0] ?? '']?.(subject) ?? []
}

/** Everything that events are told of: for when some may have been missed. */
export const everyKey: readonly Key[] = [
  ['bookings'],
  ['customers'],
  ['payments'],
  ['credits'],
  ['waitlist'],
  ['stores'],
  ['studio'],
  ['stations'],
  ['staff'],
  ['api-keys'],
  ['me'],
]
