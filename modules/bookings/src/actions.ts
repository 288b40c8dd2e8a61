/** What anybody may do without showing who they are. */
export const visitorActions = ['bookings.create'] as const

/** What the holder of an access token may do, to their own booking only. */
export const guestActions = ['bookings.read', 'bookings.cancel'] as const

/** What the people of the business may do. */
export const operatorActions = [
  'bookings.create',
  'bookings.read',
  'bookings.list',
  'bookings.cancel',
  'stations.manage',
] as const
