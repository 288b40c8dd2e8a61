import type { LiveEvent } from '@holdfast/client'

type Key = readonly string[]

/** What may look different after an event, by the first word of its type. */
const byWord: Readonly<Record<string, (subject: string, type: string) => readonly Key[]>> = {
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
  studio: ofStudio,
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

/** `studio.jobEnded` is about a job: what it costs, and what it made, is told on its own. */
function ofStudio(subject: string, type: string): readonly Key[] {
  const [, what = ''] = /^studio\.([a-z]+)/.exec(type) ?? []
  const more: readonly Key[] = what === 'job' ? [['credits']] : [['studio', 'usage']]
  return [['studio', `${what}s`], ['studio', what, subject], ...more]
}

/** The keys of the queries whose answers an event may have made wrong. */
export function affectedKeys({ type, subject = '' }: LiveEvent): readonly Key[] {
  return byWord[type.split('.')[0] ?? '']?.(subject, type) ?? []
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
