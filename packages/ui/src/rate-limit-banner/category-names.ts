/** What each kind of limited call is called among people: "There were many searches". */
const names: Readonly<Record<string, string>> = {
  api: 'requests',
  bookingCreate: 'bookings',
  bookingUpdate: 'changes to bookings',
  search: 'searches',
  lookup: 'attempts to find a booking',
  redeem: 'opened links',
  waitlist: 'waits for a free time',
  recovery: 'links by mail',
  payment: 'payments',
  chat: 'messages',
  signIn: 'attempts to sign in',
  aiGeneration: 'generated pictures and texts',
  upload: 'uploads',
  presetCreate: 'new presets',
  projectCreate: 'new projects',
  storeCreate: 'new shops',
  mixStart: 'new videos',
  avatarPreview: 'looks at styles',
  uploadPiece: 'pieces of uploads',
}

/** The friendly name of a category; one that nobody named is a request like any other. */
export function categoryName(category: string, own: Readonly<Record<string, string>> = {}): string {
  return nameIn(own, category) ?? nameIn(names, category) ?? 'requests'
}

// A category comes from outside: `constructor` must not find what every object has.
function nameIn(table: Readonly<Record<string, string>>, category: string): string | undefined {
  return Object.hasOwn(table, category) ? table[category] : undefined
}
