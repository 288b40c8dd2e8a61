import type { BookingState } from '@holdfast/bookings/contract'

export interface StateWords {
  readonly label: string
  readonly title: string
  readonly text: string
}

export const stateWords: Readonly<Record<BookingState, StateWords>> = {
  pending: {
    label: 'On hold',
    title: 'We hold your time',
    text: 'It is yours for now and becomes certain with the deposit.',
  },
  confirmed: {
    label: 'Confirmed',
    title: 'Your dinner is set',
    text: 'The chef comes half an hour before and lights the fire.',
  },
  seated: { label: 'Tonight', title: 'Enjoy your dinner', text: 'The fire is burning.' },
  completed: {
    label: 'Over',
    title: 'Thank you for having us',
    text: 'It was a pleasure to cook for you.',
  },
  cancelled: {
    label: 'Cancelled',
    title: 'This dinner is cancelled',
    text: 'The time is free for others again. We hope to cook for you another day.',
  },
  expired: {
    label: 'Expired',
    title: 'The hold has ended',
    text: 'The deposit did not come in time, and the time is free for others again. Money that comes later makes it yours if nobody has taken it, and otherwise goes back by itself.',
  },
  no_show: {
    label: 'Missed',
    title: 'We missed each other',
    text: 'The chef was there and could not reach you. Call us, please.',
  },
}

const eventWords: Readonly<Record<string, string>> = {
  'booking.created': 'Booked',
  'booking.held': 'Time held for you',
  'booking.holdExtended': 'Held for longer',
  'booking.confirmed': 'Confirmed',
  'booking.changed': 'Changed',
  'booking.rescheduled': 'Moved to another time',
  'booking.cancelled': 'Cancelled',
  'booking.expired': 'Hold ended',
  'booking.depositReturned': 'Deposit goes back, because it came too late',
  'booking.seated': 'Dinner began',
  'booking.completed': 'Dinner over',
  'booking.no_show': 'Missed',
  'booking.noShow': 'Missed',
  'payment.requested': 'Deposit asked',
  'payment.processing': 'Your bank checks the payment',
  'payment.awaitingOffline': 'We wait for your money',
  'payment.settled': 'Deposit paid',
  'payment.failed': 'Payment declined',
  'payment.expired': 'Payment not finished',
  'payment.closed': 'Payment closed',
  'payment.overpaid': 'Paid twice; the second payment goes back',
  'payment.refunded': 'Money sent back',
  'payment.refundFailed': 'Sending the money back failed; we look into it',
}

/** An event of the timeline in words; an unknown one by its own last word. */
export function eventText(type: string): string {
  const name = type.replace(/^bookings\./, 'booking.')
  const known = eventWords[name] ?? eventWords[`booking.${name}`]
  if (known !== undefined) return known
  const last = (type.split('.').at(-1) ?? type)
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return last.charAt(0).toUpperCase() + last.slice(1)
}
