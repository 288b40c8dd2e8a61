/**
 * The actions that some page of the console serves. Whoever has one of the others uses it by the
 * API alone, and is told so.
 */
export const actionsWithPage: ReadonlySet<string> = new Set([
  'events.follow',
  'dashboard.read',
  'bookings.read',
  'bookings.list',
  'bookings.change',
  'bookings.reschedule',
  'bookings.cancel',
  'bookings.confirm',
  'bookings.serve',
  'bookings.export',
  'waitlist.list',
  'waitlist.manage',
  'payments.list',
  'payments.read',
  'payments.verify',
  'payments.refund',
  'payments.pay',
  'credits.read',
  'credits.buy',
  'credits.adjust',
  'staff.read',
  'staff.manage',
  'members.resetSecondFactor',
  'apiKeys.manage',
  'audit.read',
  'deadLetters.read',
  'deadLetters.manage',
  'mailbox.read',
])
