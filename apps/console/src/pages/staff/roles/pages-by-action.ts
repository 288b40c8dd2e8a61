/**
 * The actions that some page of the console serves. Whoever has one of the others uses it by the
 * API alone, and is told so.
 */
export const actionsWithPage: ReadonlySet<string> = new Set([
  'bookings.read',
  'bookings.list',
  'bookings.cancel',
  'bookings.export',
  'staff.read',
  'staff.manage',
  'members.resetSecondFactor',
  'apiKeys.manage',
])
