import type { WaitlistRow } from '@holdfast/bookings/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { links } from '../../data/links.ts'
import { usePermission } from '../../data/use-permission.ts'
import { formatDay, formatDistance, formatMoment } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { clock, sizeWords, startWords, waitlistStateWords } from './waitlist-words.ts'

const head =
  'sticky top-0 z-10 h-9 border-b bg-paper px-3 text-left text-12 font-medium whitespace-nowrap text-faint first:md:pl-(--gutter) last:md:pr-(--gutter)'
const cell = 'border-b px-3 py-2 align-top first:md:pl-(--gutter) last:md:pr-(--gutter)'
/** What a phone has no room for. */
const aside = 'hidden lg:table-cell'
const open: ReadonlySet<string> = new Set(['waiting', 'offered'])

/** One row for each wait, with what is held for it and until when. */
export function WaitlistTable({ rows }: { readonly rows: readonly WaitlistRow[] }) {
  const managing = usePermission('waitlist.manage')
  const [removing, setRemoving] = useState<WaitlistRow>()
  const refusal = managing.allowed ? undefined : managing.reason
  return (
    <>
      <table className="w-full border-separate border-spacing-0 tabular-nums">
        <caption className="sr-only">Waitlist, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={head}>
              Guest
            </th>
            <th scope="col" className={head}>
              Evening
            </th>
            <th scope="col" className={head}>
              State
            </th>
            <th scope="col" className={classNames(head, aside)}>
              Station
            </th>
            <th scope="col" className={classNames(head, aside)}>
              Waits since
            </th>
            <th scope="col" className={head}>
              <span className="sr-only">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} refusal={refusal} onRemove={setRemoving} />
          ))}
        </tbody>
      </table>
      {removing && <RemoveDialog entry={removing} onClose={() => setRemoving(undefined)} />}
    </>
  )
}

interface RowProps {
  readonly row: WaitlistRow
  readonly refusal: string | undefined
  readonly onRemove: (row: WaitlistRow) => void
}

function Row({ row, refusal, onRemove }: RowProps) {
  const now = useNow()
  const { label, tone } = waitlistStateWords[row.state]
  return (
    <tr className="hover:bg-sunk">
      <td className={cell}>
        <span className="block max-w-48 truncate font-medium">{row.name || 'Erased'}</span>
        <span className="block text-soft md:whitespace-nowrap">{sizeWords(row)}</span>
      </td>
      <td className={classNames(cell, 'whitespace-nowrap')}>
        <span className="block">{formatDay(row.date, now)}</span>
        <span className="block text-soft">{startWords(row)}</span>
      </td>
      <td className={cell}>
        <Badge tone={tone}>{label}</Badge>
        <Offer row={row} now={now} />
        {row.reason && <span className="mt-1 block max-w-64 text-soft">“{row.reason}”</span>}
      </td>
      <td className={classNames(cell, aside, 'whitespace-nowrap text-soft')}>{row.stationName}</td>
      <td className={classNames(cell, aside, 'whitespace-nowrap text-soft')}>
        <time dateTime={row.createdAt}>{formatMoment(row.createdAt)}</time>
      </td>
      <td className={classNames(cell, 'text-right')}>
        {open.has(row.state) && (
          <Button
            size="small"
            aria-label={`Take ${row.name} off the list`}
            disabledReason={refusal}
            onClick={() => onRemove(row)}
          >
            Remove
          </Button>
        )}
      </td>
    </tr>
  )
}

/** The booking that is, or was, held for them. */
function Offer({ row, now }: { readonly row: WaitlistRow; readonly now: Date }) {
  const { offer } = row
  if (!offer) return null
  return (
    <span className="mt-1 block text-soft">
      <Link {...links.booking(offer.bookingId)} className="text-ink underline touch:py-2.5">
        {clock(offer.time)}
        <span className="hidden whitespace-nowrap md:inline">, {offer.reference}</span>
      </Link>
      {offer.heldUntil !== undefined && (
        <>
          {' '}
          held <span className="hidden md:inline">until </span>
          <time dateTime={offer.heldUntil} className="hidden md:inline">
            {formatMoment(offer.heldUntil, undefined, row.timeZone)}
          </time>{' '}
          ({formatDistance(offer.heldUntil, now)})
        </>
      )}
    </span>
  )
}
