import type { CustomerDetail } from '@holdfast/bookings/contract'
import { useEffect, useRef } from 'react'
import { formatMoment } from '../../../format/moments.ts'
import { PanelBar } from '../../../ui/panel/panel-bar.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { counted } from '../../bookings/booking-words.ts'
import { guestName } from '../../bookings/guest-name.ts'

interface CustomerHeaderProps {
  readonly customer: CustomerDetail
  readonly onClose: () => void
}

/** Who they are. The focus comes here when the customer is opened. */
export function CustomerHeader({ customer, onClose }: CustomerHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { Title } = usePanelHeadings()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className="sticky top-0 z-10 border-b bg-raised px-4 pt-3 pb-3 md:px-6">
      <PanelBar list="Customers" what="customer" onClose={onClose}>
        <p className="min-w-0 truncate text-12 text-faint">
          {counted(customer.bookings, 'booking', 'bookings')}
        </p>
      </PanelBar>
      <Title
        ref={heading}
        tabIndex={-1}
        className="mt-0.5 text-20 font-semibold tracking-tight wrap-anywhere"
      >
        {guestName(customer)}
      </Title>
      <p className="mt-0.5 text-12 text-faint">
        {customer.erasedAt === undefined ? (
          <>First booked {formatMoment(customer.createdAt)}</>
        ) : (
          <>Their data was erased {formatMoment(customer.erasedAt)}</>
        )}
      </p>
    </header>
  )
}
