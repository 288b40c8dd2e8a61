import type { Failure } from './failure.ts'

export interface FriendlyText {
  readonly title: string
  readonly text: string
}

const byStatus: Readonly<Record<number, FriendlyText>> = {
  400: {
    title: 'We could not read that',
    text: 'Something in the request was garbled. Reload the page and try again; what you entered is kept.',
  },
  401: {
    title: 'This link no longer opens the booking',
    text: 'For your safety it works only for a while. Ask for a new one with your reference and e-mail.',
  },
  403: {
    title: 'This booking belongs to someone else',
    text: 'The link you used opens another booking. Ask for a new one with your own reference and e-mail.',
  },
  404: {
    title: 'We could not find that',
    text: 'It may have been removed, or the address has a typing error.',
  },
  405: {
    title: 'That is not possible here',
    text: 'Reload the page and try again; what you entered is kept.',
  },
  408: {
    title: 'Your connection was too slow',
    text: 'The request did not reach us in time. Try again; nothing is done twice.',
  },
  409: {
    title: 'Things changed meanwhile',
    text: 'Somebody was a moment faster. Reload to see how it stands now.',
  },
  410: { title: 'This is no longer available', text: 'Start again from the first step.' },
  413: {
    title: 'That is more text than we can take',
    text: 'Shorten your wishes a little and try again.',
  },
  415: {
    title: 'We could not read that',
    text: 'Reload the page and try again; what you entered is kept.',
  },
  422: {
    title: 'Something needs another look',
    text: 'One of the answers is not quite right. It is marked below.',
  },
  429: {
    title: 'A little too fast for us',
    text: 'There were many requests from here in a short time. It goes on by itself in a moment.',
  },
  500: {
    title: 'Something went wrong on our side',
    text: 'It is not your fault, and we have been told. Try again in a moment; nothing is done twice.',
  },
  502: {
    title: 'We cannot be reached right now',
    text: 'It should pass quickly. Try again; nothing is done twice.',
  },
  503: {
    title: 'The kitchen is very busy',
    text: 'Our system cannot answer right now. It should pass quickly; nothing is done twice.',
  },
  504: {
    title: 'That took too long',
    text: 'Our system did not answer in time. Try again; nothing is done twice.',
  },
}

const byKind: Readonly<Record<'offline' | 'network' | 'timeout', FriendlyText>> = {
  offline: {
    title: 'You are offline',
    text: 'Everything you entered is kept. It goes on by itself as soon as you are connected.',
  },
  network: {
    title: 'We could not be reached',
    text: 'The connection broke on the way. Check it and try again; nothing is done twice.',
  },
  timeout: {
    title: 'No answer yet',
    text: 'The connection is very slow. Try again; nothing is done twice.',
  },
}

const unknownStatus: FriendlyText = {
  title: 'That did not work',
  text: 'We did not expect this answer. Try again in a moment.',
}

// Codes whose status alone would say too little.
const byCode: Readonly<Record<string, FriendlyText>> = {
  'bookings.slotTaken': {
    title: 'That time was taken while you were choosing',
    text: 'These are the nearest ones. Everything else you entered is kept.',
  },
  'bookings.overlap': {
    title: 'You already have a booking at that time',
    text: 'One of your bookings overlaps this one. Choose another time, or change the other booking first.',
  },
  'bookings.tooSoon': {
    title: 'That is too soon for us',
    text: 'The chef needs time to shop and prepare. Choose a later day.',
  },
  'bookings.closed': {
    title: 'We do not cook at that time',
    text: 'Choose another time; the free ones are shown.',
  },
  'bookings.unknownTime': {
    title: 'That time does not exist on that day',
    text: 'The clocks change that night. Choose another time.',
  },
  'bookings.unknownStation': {
    title: 'We no longer cook from there',
    text: 'Choose another area; the rest of your answers is kept.',
  },
  'bookings.badPhone': {
    title: 'We cannot call that number',
    text: 'Check the phone number; it is marked below.',
  },
  'bookings.linkUsed': {
    title: 'This link has expired or was used already',
    text: 'A link opens the booking once, and not for ever. Ask for a new one with your reference and e-mail.',
  },
  'bookings.wrongState': {
    title: 'This booking can no longer change that way',
    text: 'Reload to see how it stands now.',
  },
  'bookings.tooLate': {
    title: 'It is too late to cancel online',
    text: 'Please call or write to us, and we find a way together.',
  },
}

/** What to tell a person about a failure: what happened, what it means, what to do. */
export function friendlyText(failure: Failure): FriendlyText {
  if (failure.kind !== 'problem') return byKind[failure.kind]
  return byCode[failure.code] ?? byStatus[failure.status] ?? unknownStatus
}
