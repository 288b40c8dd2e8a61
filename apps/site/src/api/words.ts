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
    title: 'It is too late to change this online',
    text: 'Please call or write to us, and we find a way together.',
  },
  'bookings.tooLateToChange': {
    title: 'It is too late to change that online',
    text: 'The chef has shopped by now. Please call us, and we find a way together.',
  },
  'bookings.outdated': {
    title: 'Your booking has changed meanwhile',
    text: 'Somebody changed it while this page was open. Reload to see how it stands now.',
  },
  'bookings.refundChanged': {
    title: 'What you get back has changed meanwhile',
    text: 'Nothing was cancelled. Look at the amount once more, then decide.',
  },
  'bookings.feeNotAccepted': {
    title: 'What this change costs has changed meanwhile',
    text: 'Nothing was moved. Look at the amount once more, then decide.',
  },
  'bookings.quoteExpired': {
    title: 'Your quote has run out',
    text: 'Nothing was booked. Look at today’s price, then decide.',
  },
  'bookings.unknownQuote': {
    title: 'We do not know this quote any more',
    text: 'Nothing was booked. Look at today’s price, then decide.',
  },
  'bookings.quoteMismatch': {
    title: 'This quote is for another evening',
    text: 'Nothing was booked. Look at today’s price, then decide.',
  },
  'bookings.paymentUnderWay': {
    title: 'Your payment for the other time is under way',
    text: 'Nothing was booked, and that time stays held. See how the payment stands, or cancel that booking first.',
  },
  'bookings.tooManyHolds': {
    title: 'You already hold two times',
    text: 'Pay the deposit for one of them, or let one go; the links are in your mail. A hold also ends by itself.',
  },
  'payments.notPayable': {
    title: 'This can no longer be paid',
    text: 'The time to pay it has ended, and nothing was charged.',
  },
  'payments.alreadyPaid': {
    title: 'This is paid already',
    text: 'Nothing more was charged.',
  },
  'payments.unknownMethod': {
    title: 'We do not offer this way to pay any more',
    text: 'Choose another one; your time is still held.',
  },
  'payments.providerUnavailable': {
    title: 'The payment service does not answer',
    text: 'Nothing was charged, and your time is still held. Try again in a moment.',
  },
}
