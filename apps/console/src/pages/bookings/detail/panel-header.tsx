import type { BookingDetail } from '@holdfast/bookings/contract'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { guestName } from '../guest-name.ts'
import { stateWords } from '../booking-words.ts'
import { StateBadge } from '../state-badge.tsx'
import { PanelBar } from '../../../ui/panel/panel-bar.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'

interface PanelHeaderProps {
  readonly booking: BookingDetail
  readonly onClose: () => void
}

/** Whose dinner it is, and its state. The focus comes here when the booking is opened. */
export function PanelHeader({ booking, onClose }: PanelHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { Title } = usePanelHeadings()
  const isPeek = useRouterState({ select: (state) => state.location.state.isPeek === true })
  useEffect(() => {
    if (!isPeek) heading.current?.focus({ preventScroll: true })
  }, [isPeek])
  return (
    <header className="sticky top-0 z-10 border-b bg-raised px-4 pt-3 pb-3 md:px-6">
      <PanelBar list="Bookings" what="booking" onClose={onClose}>
        {booking.reference !== '' && (
          <p className="flex items-center gap-0.5 font-mono text-12 text-faint">
            {booking.reference}
            <CopyButton text={booking.reference} what="reference" />
          </p>
        )}
      </PanelBar>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Title ref={heading} tabIndex={-1} className="min-w-0 text-20 font-semibold tracking-tight">
          {guestName(booking.contact)}
        </Title>
        <StateBadge state={booking.state} />
      </div>
      <p className="mt-0.5 text-12 text-faint">{stateWords[booking.state].meaning}</p>
    </header>
  )
}
