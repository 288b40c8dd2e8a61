import type { BookingRow } from '@holdfast/bookings/contract'
import type { AuditEntry } from '@holdfast/operations/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { guestName } from '../../bookings/guest-name.ts'
import { customerQuery } from '../../customers/data/customer-queries.ts'
import { isAboutBooking, isAboutCustomer } from './what-is-meant.ts'

interface AuditAboutProps {
  readonly entry: Pick<AuditEntry, 'type' | 'subject'>
  /** Where it is about one that is within reach. */
  readonly booking: BookingRow | undefined
}

/** Which booking or customer it is about, by name; nothing for what has no page. */
export function AuditAbout({ entry: { type, subject }, booking }: AuditAboutProps) {
  if (subject === undefined) return null
  if (isAboutCustomer(type)) return <Customer customerId={subject} />
  if (!isAboutBooking(type)) return null
  return (
    <Link {...links.booking(subject, { when: 'all' })} className={loneLinkStyle}>
      {booking === undefined ? 'Open the booking' : nameOf(booking)}
    </Link>
  )
}

function nameOf(booking: BookingRow): string {
  return [guestName(booking), booking.reference].filter((part) => part !== '').join(', ')
}

function Customer({ customerId }: { readonly customerId: string }) {
  const { actions } = useMe()
  const { data } = useQuery({
    ...customerQuery(customerId),
    enabled: actions.includes('customers.read'),
  })
  return (
    <Link {...links.customer(customerId)} className={loneLinkStyle}>
      {data === undefined ? 'Open the customer' : guestName(data)}
    </Link>
  )
}
