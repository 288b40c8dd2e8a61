const eventWords: Readonly<Record<string, string>> = {
  'booking.created': 'Booked',
  'booking.confirmed': 'Confirmed',
  'booking.cancelled': 'Cancelled',
  'booking.expired': 'Hold ended',
  'booking.seated': 'Dinner began',
  'booking.completed': 'Dinner over',
  'booking.no_show': 'Nobody was there',
  'booking.noShow': 'Nobody was there',
  'booking.mailRefused': 'A mail to the guest was refused',
  'booking.held': 'The time is held for the deposit',
  'booking.holdExtended': 'The hold goes on while the deposit is paid',
  'booking.rescheduled': 'Moved to another time',
  'booking.changed': 'Changed',
  'booking.depositReturned': 'The deposit goes back: it came too late',
  'booking.disputeWonAfterEnd':
    'The dispute was won, and the evening is off: decide what the guest gets back',
  'payment.requested': 'Deposit asked for',
  'payment.processing': 'The bank is working on the payment',
  'payment.awaitingOffline': 'A transfer or cash was announced',
  'payment.seenOnce': 'The money was seen; a second person must confirm it',
  'payment.settled': 'Deposit paid',
  'payment.failed': 'A payment was declined',
  'payment.expired': 'A try to pay has run out',
  'payment.overpaid': 'Paid twice; the second payment goes back',
  'payment.refunded': 'Money given back',
  'payment.refundFailed': 'A refund has failed',
  'payment.disputed': 'The payer asks their bank for the money',
  'payment.contradicted': 'The provider says what cannot be: somebody must look',
}

/** An event of the timeline in words; an unknown one by its own last word. */
export function eventText(type: string): string {
  const known = eventWords[type]
  if (known !== undefined) return known
  const last = (type.split('.').at(-1) ?? type).replaceAll(/([A-Z])|[_-]/g, ' $1')
  return last.charAt(0).toUpperCase() + last.slice(1).toLowerCase()
}
