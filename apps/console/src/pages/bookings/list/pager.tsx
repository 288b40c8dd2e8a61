import type { BookingRow } from '@holdfast/bookings/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Button } from '../../../ui/button.tsx'
import { bookingsQuery } from '../data/booking-queries.ts'
import { tidySearch, type BookingSearch } from '../filters/booking-search.ts'
import { useBookingSearch } from './use-booking-search.ts'

interface PagerProps {
  readonly items: readonly BookingRow[]
  readonly page: {
    readonly total?: number | undefined
    readonly offset?: number | undefined
    readonly hasMore: boolean
  }
}

/** Which rows of how many, and the way to the others. Nothing when all are shown. */
export function Pager({ items, page }: PagerProps) {
  const { search } = useBookingSearch()
  const { offset = 0, total = items.length, hasMore } = page
  const number = search.page ?? 1
  if (offset === 0 && !hasMore) return null
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-12 items-center justify-between gap-3 border-t px-3 tabular-nums md:px-(--gutter)"
    >
      <p className="text-faint">
        {items.length > 0 && `${count(offset + 1)}–${count(offset + items.length)} of `}
        {count(total)}
      </p>
      <div className="flex gap-2">
        <Step
          to={number > 1 ? tidySearch({ ...search, page: pageOrFirst(number - 1) }) : undefined}
          name="Previous page"
          reason="This is the first page."
        />
        <Step
          to={hasMore ? tidySearch({ ...search, page: number + 1 }) : undefined}
          name="Next page"
          reason="This is the last page."
        />
      </div>
    </nav>
  )
}

function count(value: number): string {
  return value.toLocaleString()
}

function pageOrFirst(number: number): number | undefined {
  return number > 1 ? number : undefined
}

interface StepProps {
  readonly to: BookingSearch | undefined
  readonly name: 'Previous page' | 'Next page'
  readonly reason: string
}

function Step({ to, name, reason }: StepProps) {
  const queryClient = useQueryClient()
  const icon = name === 'Next page' ? <ChevronRight aria-hidden /> : <ChevronLeft aria-hidden />
  if (to === undefined) {
    return (
      <Button size="icon" aria-label={name} disabledReason={reason}>
        {icon}
      </Button>
    )
  }
  return (
    <Link
      {...links.bookings(to)}
      aria-label={name}
      className={buttonStyle({ size: 'icon' })}
      onPointerEnter={() => void queryClient.prefetchQuery(bookingsQuery(to))}
    >
      {icon}
    </Link>
  )
}
