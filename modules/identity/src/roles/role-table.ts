import type { Role } from '../contract/roles.ts'
import type { ActionRow } from './action-row.ts'
import { studioActions } from './studio-actions.ts'

/**
 * Who may do what: one row for each action that a route names. Scope is told apart: a
 * role that can be limited to stations does these things there alone.
 */
export const actionTable = {
  'bookings.read': {
    title: 'Open a booking',
    description: 'See one booking with the guest’s contact, address and wishes.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'bookings.list': {
    title: 'List bookings',
    description: 'Search and page through the bookings.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'bookings.change': {
    title: 'Change bookings',
    description: 'Change guests, address, wishes and allergens of a booking.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'bookings.reschedule': {
    title: 'Reschedule bookings',
    description: 'Move a booking to another time, and waive the fee for it with a reason.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'bookings.cancel': {
    title: 'Cancel bookings',
    description:
      'Cancel a booking for the guest; its time is free again. Decide about the refund with a reason.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'bookings.accept': {
    title: 'Accept offers',
    description: 'Accept a time that was offered from the waitlist for the guest.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'bookings.confirm': {
    title: 'Confirm bookings',
    description: 'Confirm a booking without waiting for its deposit, with a reason.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'bookings.serve': {
    title: 'Run the evening',
    description: 'Note that an evening has begun, that it is over, or that nobody was there.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef'],
  },
  'bookings.export': {
    title: 'Export bookings',
    description: 'Save the bookings as a file, with the names of the guests.',
    roles: ['owner', 'admin', 'station_manager'],
  },
  'waitlist.list': {
    title: 'See the waitlist',
    description: 'See who waits for which evening, and what they are offered.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'waitlist.manage': {
    title: 'Run the waitlist',
    description: 'Take somebody off the waitlist, with a reason.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'events.follow': {
    title: 'Follow what happens',
    description: 'See pages change by themselves; of each event only what may be seen anyway.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'payments.list': {
    title: 'List payments',
    description: 'Page through payments, the ledger and its accounts.',
    roles: ['owner', 'admin', 'station_manager', 'viewer'],
  },
  'payments.read': {
    title: 'Open a payment',
    description: 'See one payment with its attempts and refunds.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'viewer'],
  },
  'payments.pay': {
    title: 'Take a payment',
    description: 'Begin to pay for a guest, on the telephone for example.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'payments.verify': {
    title: 'Confirm payments',
    description: 'Say that a transfer or cash has come, and where it was seen.',
    roles: ['owner', 'admin', 'station_manager'],
    peopleOnly: true,
  },
  'payments.refund': {
    title: 'Refund payments',
    description: 'Give money back, and confirm what was given back by hand.',
    roles: ['owner', 'admin', 'station_manager'],
  },
  'credits.read': {
    title: 'See the credits',
    description: 'See the credits of the business, what they cost and how they have moved.',
    roles: ['owner', 'admin'],
  },
  'credits.buy': {
    title: 'Buy credits',
    description: 'Order a pack of credits, to be paid like everything else.',
    roles: ['owner', 'admin'],
  },
  'credits.adjust': {
    title: 'Correct the credits',
    description: 'Add or take away credits, or give back what some work has cost, with a reason.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'stores.read': {
    title: 'See online shops',
    description: 'See the online shops of the business, what happens to them, and their logs.',
    roles: ['owner', 'admin'],
  },
  'stores.create': {
    title: 'Open online shops',
    description: 'Ask for another online shop, as many as the business may have.',
    roles: ['owner', 'admin'],
  },
  'stores.change': {
    title: 'Change online shops',
    description: 'Rename, scale, upgrade, suspend and resume an online shop, and try again.',
    roles: ['owner', 'admin'],
  },
  'stores.delete': {
    title: 'Delete online shops',
    description: 'Take an online shop away, with everything in it.',
    roles: ['owner', 'admin'],
  },
  'stores.secrets': {
    title: 'See a shop’s password',
    description: 'See how the administrator of an online shop signs in the first time.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'stores.fleet': {
    title: 'See all shops at work',
    description: 'See what waits, who works on which online shop, and what went wrong.',
    roles: ['owner', 'admin'],
  },
  ...studioActions,
  'dashboard.read': {
    title: 'See the dashboard',
    description: 'See the day and the week at a glance: bookings, guests, money, utilisation.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'viewer'],
  },
  'customers.list': {
    title: 'List customers',
    description: 'Search and page through those who have booked.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'customers.read': {
    title: 'Open a customer',
    description: 'See a customer with contact, bookings and notes.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'customers.annotate': {
    title: 'Note something about a customer',
    description: 'Add notes that colleagues see.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'customers.export': {
    title: 'Export a customer',
    description: 'Save everything that is held about a customer as a file, when they ask for it.',
    roles: ['owner', 'admin'],
  },
  'customers.erase': {
    title: 'Erase a customer',
    description: 'Destroy the personal data of a customer for ever, when they ask for it.',
    roles: ['owner', 'admin'],
  },
  'stations.read': {
    title: 'See stations',
    description: 'See the teams, chefs and grills of a station.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'stations.create': {
    title: 'Open stations',
    description: 'Add a station to the business.',
    roles: ['owner', 'admin'],
  },
  'stations.manage': {
    title: 'Run stations',
    description: 'Change hours, prices and teams of a station.',
    roles: ['owner', 'admin', 'station_manager'],
  },
  'organisation.read': {
    title: 'See the business',
    description: 'See the name of the business.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'organisation.manage': {
    title: 'Run the business',
    description: 'Rename the business.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'staff.read': {
    title: 'See the staff',
    description: 'See who belongs to the business and who is invited.',
    roles: ['owner', 'admin', 'station_manager'],
  },
  'staff.manage': {
    title: 'Manage the staff',
    description: 'Invite people, change their roles and stations, and remove them.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'members.resetSecondFactor': {
    title: 'Remove a lost second factor',
    description: 'Let somebody back in who lost their phone and their backup codes.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'apiKeys.manage': {
    title: 'Manage API keys',
    description: 'Create, rotate and revoke the keys that programs use.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'audit.read': {
    title: 'Read the audit trail',
    description: 'See everything that was done in the business, by whom and when.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'deadLetters.read': {
    title: 'See jobs that failed',
    description: 'See work that could not be done, and why.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'deadLetters.manage': {
    title: 'Decide about jobs that failed',
    description: 'Have failed work done again, or drop it for good.',
    roles: ['owner', 'admin'],
    peopleOnly: true,
  },
  'mailbox.read': {
    title: 'Read the mailbox',
    // Owners alone: in a mailbox lie the links by which a password is changed, an owner's too.
    description: 'Read every mail that was kept on this machine instead of being sent.',
    roles: ['owner'],
    peopleOnly: true,
  },
} as const satisfies Readonly<Record<string, ActionRow>>

export type Action = keyof typeof actionTable

interface RoleRow {
  readonly title: string
  readonly description: string
  /** May be limited to some stations; the others always reach all. */
  readonly canBeScoped: boolean
}

/** The roles in plain words, in the order in which one stands above the next. */
export const roleDescriptions: Readonly<Record<Role, RoleRow>> = {
  owner: {
    title: 'Owner',
    description: 'Owners can do everything, including adding and removing owners.',
    canBeScoped: false,
  },
  admin: {
    title: 'Admin',
    description: 'Admins can do everything except add and remove owners.',
    canBeScoped: false,
  },
  station_manager: {
    title: 'Station manager',
    description: 'Station managers run stations and their bookings, and see the staff.',
    canBeScoped: true,
  },
  agent: {
    title: 'Agent',
    description: 'Agents find and cancel bookings for guests.',
    canBeScoped: true,
  },
  chef: {
    title: 'Chef',
    description:
      'Chefs see the bookings that they cook for, with allergies and wishes, and note how the evening went.',
    canBeScoped: true,
  },
  viewer: {
    title: 'Viewer',
    description: 'Viewers, such as an accountant, see bookings and change nothing.',
    canBeScoped: true,
  },
}
