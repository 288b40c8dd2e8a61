import { CalendarRange, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../../format/moments.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { spans, type BookingSearch, type Span } from '../filters/booking-search.ts'
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
      trigger={
        <Button className="h-9 min-w-32 flex-1 shrink justify-start border-line-strong/60 font-normal sm:flex-none">
          <CalendarRange aria-hidden className="text-faint" />
          <span className="sr-only">Dates: </span>
          <span className="truncate">{datesWords(search)}</span>
          <ChevronDown aria-hidden className="ml-auto text-faint" />
        </Button>
      }
    >
      <div role="group" aria-label="Usual dates" className="-m-2 mb-2 flex flex-col">
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={isSpan && (chosen ?? 'upcoming') === span}
            className={classNames(
              'rounded-sm px-2 py-1.5 text-left hover:bg-hover aria-pressed:font-semibold aria-pressed:text-ember-text',
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
      <div className="flex gap-2 border-t pt-3">
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
