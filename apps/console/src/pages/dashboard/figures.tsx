import type { Dashboard } from '@holdfast/bookings/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links, type PageLink } from '../../data/links.ts'
import { useMe } from '../../data/session.ts'
import { counted } from '../bookings/booking-words.ts'
import { depositsDueQuery } from '../payments/data/payment-queries.ts'
import { moneyOf, paidWords, weekRange } from './figure-words.ts'
import { sumFigures } from './sum-figures.ts'

/** The figures of the day and the week; each leads to the rows behind it. */
export function Figures({ figures }: { readonly figures: Dashboard }) {
  const { actions } = useMe()
  const today = sumFigures(figures.stations, 'today')
  const week = sumFigures(figures.stations, 'week')
  const range = weekRange(figures.stations)
  const mayListPayments = actions.includes('payments.list')
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        label="Dinners today"
        value={today.dinners.toLocaleString()}
        note={counted(today.guests, 'guest', 'guests') || 'A day off'}
        link={links.bookings({ when: 'today' })}
      />
      <Figure
        label="Dinners this week"
        value={week.dinners.toLocaleString()}
        note={[range, counted(week.guests, 'guest', 'guests') || 'nothing yet']
          .filter(Boolean)
          .join(' · ')}
        link={links.bookings({ when: 'week' })}
      />
      <Figure
        label="Worth of this week’s dinners"
        value={moneyOf(week.booked)}
        note={paidWords(week)}
        link={mayListPayments ? links.payments({ show: 'paid' }) : links.bookings({ when: 'week' })}
      />
      {mayListPayments ? (
        <DueFigure />
      ) : (
        <Figure
          label="Deposits due this week"
          value={week.due.count.toLocaleString()}
          note={week.due.count === 0 ? 'Everybody has paid' : moneyOf(week.due.amounts)}
          link={links.bookings({ state: 'pending' })}
        />
      )}
    </ul>
  )
}

/** All that are due, whenever the dinner is. */
function DueFigure() {
  const { data } = useQuery(depositsDueQuery())
  const count = data?.page.total
  return (
    <Figure
      label="Deposits due"
      value={count?.toLocaleString() ?? '–'}
      note={count === 0 ? 'Everybody has paid' : 'not paid yet'}
      link={links.payments({ show: 'due' })}
    />
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly note: string
  readonly link: PageLink
}

function Figure({ label, value, note, link }: FigureProps) {
  return (
    <li className="relative flex min-w-0 flex-col rounded border bg-raised px-4 py-3 hover:border-line-strong has-focus-visible:border-line-strong">
      <Link {...link} className="rounded-sm text-12 text-soft after:absolute after:inset-0">
        {label}
      </Link>
      <span className="truncate text-20 leading-10 font-semibold tracking-tight tabular-nums md:text-25">
        {value}
      </span>
      <span className="truncate text-12 text-faint">{note}</span>
    </li>
  )
}
