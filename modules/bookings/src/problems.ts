import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with a booking. The codes are permanent. */
export const problems = defineProblems('bookings', {
  slotTaken: { status: 409, say: 'That time has just been taken.' },
  overlap: { status: 409, say: 'You already have a booking at that time.' },
  wrongState: { status: 409, say: 'This booking can no longer change that way.' },
  tooLate: { status: 409, say: 'This booking has already begun. Please call us.' },
  tooEarly: { status: 409, say: 'It is too early for that.' },
  tooLateToChange: { status: 409, say: 'It is too late to change that online. Please call us.' },
  outdated: {
    status: 409,
    say: 'Somebody has changed this booking in the meantime. Please look at it again.',
  },
  refundChanged: {
    status: 409,
    say: 'What you get back has changed in the meantime. Please look at it again.',
  },
  paymentUnderWay: {
    status: 409,
    say: 'A payment for this booking is under way. Nothing was cancelled.',
  },
  feeNotAccepted: {
    status: 409,
    say: 'This change costs a fee. Please look at it and confirm that you accept it.',
  },
  needsReason: { status: 422, say: 'Please say why.' },
  tooManyHolds: {
    status: 409,
    say: 'You already hold two times. Please pay for one of them, or cancel one.',
  },
  stillActive: {
    status: 409,
    say: 'This customer still has a booking to come. Cancel it, or wait until it is over.',
  },
  refundUnderWay: {
    status: 409,
    say: 'Money is still on its way back to this customer. See that it arrives, then erase them.',
  },
  customerErased: { status: 410, say: 'The data of this customer has been erased.' },
  beyondReach: {
    status: 403,
    say: 'This customer has also booked at stations that are not yours. Please ask an owner.',
  },
  stillFree: {
    status: 409,
    say: 'Nobody needs to wait: these times of that evening can be booked.',
  },
  waitIsOver: { status: 409, say: 'This wait is over already.' },
  unknownDish: { status: 422, say: 'That is not on the menu. Please choose again.' },
  menuMismatch: { status: 422, say: 'The dishes do not fit the number of guests.' },
  unknownQuote: { status: 404, say: 'We do not know that quote.' },
  quoteExpired: { status: 409, say: 'This quote has run out. Please ask for a new one.' },
  quoteMismatch: {
    status: 409,
    say: 'This quote is for another evening. Please ask for a new one.',
  },
  stillBooked: {
    status: 409,
    say: 'There are bookings at that time which nobody else can take over.',
  },
  alreadyOff: { status: 409, say: 'Somebody has noted time off for then already.' },
  unknownResource: { status: 404, say: 'We do not know that unit, chef or grill.' },
  unknownTimeOff: { status: 404, say: 'We do not know that time off.' },
  badTimeOff: { status: 422, say: 'Time off ends after it begins.' },
  tooSoon: { status: 422, say: 'That is too soon. Please choose a later time.' },
  closed: { status: 422, say: 'We do not take bookings at that time.' },
  unknownTime: {
    status: 422,
    say: 'That time does not exist: the clocks go forward over it. Please choose another.',
  },
  unknownStation: { status: 404, say: 'We do not know that station.' },
  tooMany: {
    status: 422,
    say: 'These are more than 5,000 bookings. Please choose fewer, such as one month.',
  },
  badPhone: { status: 422, say: 'Please check the phone number.' },
  linkUsed: { status: 410, say: 'This link has expired or was already used. Ask for a new one.' },
  unknownTimeZone: { status: 422, say: 'We do not know that time zone.' },
  badHours: { status: 422, say: 'A station closes after it opens.' },
  unknownCurrency: { status: 422, say: 'We do not know that currency.' },
  nameTaken: { status: 409, say: 'There is one of that name already. Please choose another name.' },
})
