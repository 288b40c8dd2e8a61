import type { FriendlyTexts } from '@holdfast/client'

/** What this site says differently from any other client, by code, status or kind of failure. */
export const words: FriendlyTexts = {
  401: {
    title: 'This link no longer opens the booking',
    text: 'For your safety it works only for a while. Ask for a new one with your reference and e-mail.',
  },
  403: {
    title: 'This booking belongs to someone else',
    text: 'The link you used opens another booking. Ask for a new one with your own reference and e-mail.',
  },
  413: {
    title: 'That is more text than we can take',
    text: 'Shorten your wishes a little and try again.',
  },
  503: {
    title: 'The kitchen is very busy',
    text: 'Our system cannot answer right now. It should pass quickly; nothing is done twice.',
  },
  offline: {
    title: 'You are offline',
    text: 'Everything you entered is kept. It goes on by itself as soon as you are connected.',
  },
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
