import { CalendarRange } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../../format/moments.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { spans, type BookingSearch, type Span } from '../filters/booking-search.ts'
import { FilterButton } from './filter-button.tsx'
import { useBookingSearch } from './use-booking-search.ts'

const spanWords: Readonly<Record<Span, string>> = {
  upcoming: 'From today on',
  today: 'Today',
  tomorrow: 'Tomorrow',
  week: 'Next 7 days',
  past: 'Before today',
  all: 'All dates',
}

/** Which days: a usual span, or days of one's own choice. */
export function DatesFilter() {
  const { search, change } = useBookingSearch()
  const [isOpen, setOpen] = useState(false)
  const chosen = search.from === undefined && search.to === undefined ? search.when : undefined
  const isSpan = search.from === undefined && search.to === undefined
  return (
    <Popover
      label="Dates"
      isOpen={isOpen}
      onOpenChange={setOpen}
      className="max-h-(--radix-popover-content-available-height) w-[min(320px,calc(100vw-16px))] overflow-y-auto"
      trigger={<FilterButton Icon={CalendarRange} name="Dates" chosen={datesWords(search)} />}
    >
      <div role="group" aria-label="Usual dates" className="-m-2 mb-2 flex flex-col">
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={isSpan && (chosen ?? 'upcoming') === span}
            className={classNames(
              'rounded-sm px-2 py-1.5 text-left touch:min-h-11 hover:bg-hover aria-pressed:font-semibold aria-pressed:text-ember-text',
            )}
            onClick={() => {
              change({ when: span, from: undefined, to: undefined })
              setOpen(false)
            }}
          >
            {spanWords[span]}
          </button>
        ))}
      </div>
      <div className="flex flex-col gap-2 border-t pt-3 sm:flex-row">
        <DateField label="From" value={search.from} onChange={(from) => change({ from })} />
        <DateField label="To" value={search.to} onChange={(to) => change({ to })} />
      </div>
    </Popover>
  )
}

interface DateFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (date: string | undefined) => void
}

function DateField({ label, value = '', onChange }: DateFieldProps) {
  return (
    <Field label={label} className="min-w-0 flex-1">
      {(wiring) => (
        <Input
          {...wiring}
          type="date"
          className="px-2"
          defaultValue={value}
          key={value}
          onBlur={(event) => onChange(event.target.value || undefined)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onChange(event.currentTarget.value || undefined)
          }}
        />
      )}
    </Field>
  )
}

function datesWords({ from, to, when = 'upcoming' }: BookingSearch): string {
  const now = new Date()
  if (from !== undefined && to !== undefined) {
    return from === to ? formatDay(from, now) : `${formatDay(from, now)} – ${formatDay(to, now)}`
  }
  if (from !== undefined) return `From ${formatDay(from, now)}`
  return to === undefined ? spanWords[when] : `Until ${formatDay(to, now)}`
}
