import {
  Banknote,
  BellRing,
  CalendarDays,
  CircleUserRound,
  Clapperboard,
  Coins,
  ContactRound,
  Gauge,
  House,
  Images,
  KeyRound,
  ListVideo,
  Mail,
  ScrollText,
  Store,
  TriangleAlert,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { links, type PageLink } from '../data/links.ts'

export interface Place {
  readonly name: string
  readonly Icon: LucideIcon
  readonly link: PageLink
  /** Who may not do this does not see the place in the rail. */
  readonly action: string
  /** `g` and then this key. */
  readonly key: string
  /** What it belongs to with those around it. */
  readonly part?: string
}

const studio = 'Studio'
const house = 'House'

/** The modules, in the order of the rail. */
export const places: readonly Place[] = [
  { name: 'Today', Icon: House, link: links.dashboard, action: 'dashboard.read', key: 't' },
  {
    name: 'Bookings',
    Icon: CalendarDays,
    link: links.bookings(),
    action: 'bookings.list',
    key: 'b',
  },
  {
    name: 'Waitlist',
    Icon: BellRing,
    link: links.waitlist(),
    action: 'waitlist.list',
    key: 'w',
  },
  {
    name: 'Customers',
    Icon: ContactRound,
    link: links.customers(),
    action: 'customers.list',
    key: 'u',
  },
  {
    name: 'Payments',
    Icon: Banknote,
    link: links.payments(),
    action: 'payments.list',
    key: 'p',
  },
  { name: 'Stores', Icon: Store, link: links.stores(), action: 'stores.read', key: 'o' },
  {
    name: 'Library',
    Icon: Images,
    link: links.library(),
    action: 'studio.read',
    key: 'l',
    part: studio,
  },
  {
    name: 'Mixer',
    Icon: Clapperboard,
    link: links.mixer,
    action: 'studio.read',
    key: 'x',
    part: studio,
  },
  {
    name: 'Avatars',
    Icon: CircleUserRound,
    link: links.avatars(),
    action: 'studio.read',
    key: 'v',
    part: studio,
  },
  {
    name: 'Jobs',
    Icon: ListVideo,
    link: links.jobs(),
    action: 'studio.read',
    key: 'q',
    part: studio,
  },
  {
    name: 'Credits',
    Icon: Coins,
    link: links.credits,
    action: 'credits.read',
    key: 'c',
    part: studio,
  },
  { name: 'Staff', Icon: Users, link: links.staff, action: 'staff.read', key: 's', part: house },
  {
    name: 'API keys',
    Icon: KeyRound,
    link: links.apiKeys,
    action: 'apiKeys.manage',
    key: 'k',
    part: house,
  },
  { name: 'Fleet', Icon: Gauge, link: links.fleet, action: 'stores.fleet', key: 'f', part: house },
  {
    name: 'Failed jobs',
    Icon: TriangleAlert,
    link: links.deadLetters,
    action: 'deadLetters.read',
    key: 'j',
    part: house,
  },
  {
    name: 'Audit trail',
    Icon: ScrollText,
    link: links.auditTrail,
    action: 'audit.read',
    key: 'a',
    part: house,
  },
  {
    name: 'Mailbox',
    Icon: Mail,
    link: links.mailbox(),
    action: 'mailbox.read',
    key: 'm',
    part: house,
  },
]
