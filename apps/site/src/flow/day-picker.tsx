import type { Station } from '@holdfast/bookings/contract'
import { SlowWords } from '@holdfast/ui/skeleton/preact'
import { useState } from 'preact/hooks'
import { addMonths, dateIn, monthOf } from '../dates/month-grid.ts'
import { formatMonth } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { CalendarGrid } from './calendar-grid.tsx'
import { MonthSwitch } from './month-switch.tsx'
import type { Sought } from './sought.ts'
import { useMonth } from './use-month.ts'

const monthsAhead = 12

/** A month of free, few, full and closed days; the chosen one is marked. */
export function DayPicker(props: {
  readonly sought: Sought
  readonly station: Station | undefined
  readonly chosen: string
  /** Whether a full day can be chosen as well: to wait for it. */
  readonly canWait?: boolean
  readonly onChoose: (date: string) => void
}) {
  const { station, chosen } = props
  const { today, noticeUntil } = bookableFrom(station, new Date())
  const [asked, setMonth] = useState(chosen === '' ? undefined : monthOf(chosen))
  const month = asked ?? monthOf(noticeUntil)
  const first = monthOf(today)
  const last = addMonths(first, monthsAhead)
  const days = useMonth(props.sought, month)
  const shown = days.value?.month === month ? days.value : undefined
  const isFullyBooked = shown?.items.every((day) => day.state === 'full' || day.state === 'closed')
  return (
    <>
      <MonthSwitch month={month} first={first} last={last} onMonth={setMonth} />
      {days.state === 'failed' && <FailureNotice error={days.error} retry={days.retry} />}
      {(shown !== undefined || days.state !== 'failed') && (
        <CalendarGrid
          month={month}
          days={shown?.items}
          chosen={chosen}
          canWait={props.canWait ?? false}
          range={{ min: today, max: `${last}-28`, noticeUntil }}
          onMonth={setMonth}
          onChoose={props.onChoose}
        />
      )}
      {days.state === 'slow' && <SlowWords />}
      {isFullyBooked && month < last && (
        <p class="hint" role="status">
          No free day left in {formatMonth(month)}.{' '}
          <button type="button" class="text-button" onClick={() => setMonth(addMonths(month, 1))}>
            Look at {formatMonth(addMonths(month, 1))}
          </button>
        </p>
      )}
    </>
  )
}

function bookableFrom(station: Station | undefined, now: Date) {
  const timeZone = station?.timeZone ?? 'UTC'
  const noticeMs = (station?.noticeHours ?? 0) * 3_600_000
  return {
    today: dateIn(timeZone, now),
    noticeUntil: dateIn(timeZone, new Date(now.getTime() + noticeMs)),
  }
}
