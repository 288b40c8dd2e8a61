import { CalendarDays, KeyRound, Users, type LucideIcon } from 'lucide-react'
import { links } from '../data/links.ts'

export interface Place {
  readonly name: string
  readonly Icon: LucideIcon
  readonly link: typeof links.staff | ReturnType<typeof links.bookings> | typeof links.apiKeys
  /** Who may not do this does not see the place in the rail. */
  readonly action: string
  /** `g` and then this key. */
  readonly key: string
}

/** The modules, in the order of the rail. */
export const places: readonly Place[] = [
  {
    name: 'Bookings',
    Icon: CalendarDays,
    link: links.bookings(),
    action: 'bookings.list',
    key: 'b',
  },
  { name: 'Staff', Icon: Users, link: links.staff, action: 'staff.read', key: 's' },
  { name: 'API keys', Icon: KeyRound, link: links.apiKeys, action: 'apiKeys.manage', key: 'k' },
]
