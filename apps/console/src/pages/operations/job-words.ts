const jobs: Readonly<Record<string, string>> = {
  'bookings.sendMail': 'Send a mail about a booking',
  'bookings.sendReminder': 'Send a reminder',
  'bookings.expireHold': 'End a hold',
  'bookings.sendWaitlistMail': 'Send a mail about the waitlist',
  'bookings.offerFreedTime': 'Offer a time that became free',
  'bookings.followOffer': 'Take note of an answer to an offer',
  'bookings.expireWaiting': 'End a wait',
  'bookings.followPayment': 'Take note of a payment',
  'bookings.forgetMails': 'Forget the mails of an erased customer',
  'bookings.sendOverpaidMail': 'Tell a guest that they paid twice',
  'bookings.sendGivenBackMail': 'Tell a guest that money is given back',
  'bookings.followDispute': 'Take note of a won dispute',
  'bookings.sendLookupMail': 'Send the link to a booking',
  'identity.sendLinkMail': 'Send a link that somebody asked for',
  'identity.sendNotice': 'Tell somebody of a change to their account',
  'identity.sendInvitation': 'Send an invitation',
  'payments.sendRefund': 'Give money back',
  'payments.observeAttempt': 'Ask how a payment stands',
  'payments.expireAttempt': 'Close a try to pay',
  'payments.handleWebhook': 'Take in a message of a provider',
  'payments.reconcile': 'Compare payments with the providers',
}

/** A job in words; one without words by the last part of its name. */
export function jobWords(name: string): string {
  const known = jobs[name]
  if (known !== undefined) return known
  const last = (name.split('.').at(-1) ?? name).replaceAll(/([A-Z])|[_-]/g, ' $1')
  return last.charAt(0).toUpperCase() + last.slice(1).toLowerCase()
}
