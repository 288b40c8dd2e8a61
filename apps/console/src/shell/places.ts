import {
  Banknote,
  BellRing,
  CalendarDays,
  ContactRound,
  Gauge,
  House,
  KeyRound,
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
}

/**
 * The modules, in the order of the rail. The page of credits is not among them yet: nobody is led
 * to buy what nothing can be done with until studio is here.
 */
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
  { name: 'Staff', Icon: Users, link: links.staff, action: 'staff.read', key: 's' },
  { name: 'API keys', Icon: KeyRound, link: links.apiKeys, action: 'apiKeys.manage', key: 'k' },
  { name: 'Fleet', Icon: Gauge, link: links.fleet, action: 'stores.fleet', key: 'f' },
  {
    name: 'Failed jobs',
    Icon: TriangleAlert,
    link: links.deadLetters,
    action: 'deadLetters.read',
    key: 'j',
  },
  { name: 'Audit trail', Icon: ScrollText, link: links.auditTrail, action: 'audit.read', key: 'a' },
  { name: 'Mailbox', Icon: Mail, link: links.mailbox(), action: 'mailbox.read', key: 'm' },
]
