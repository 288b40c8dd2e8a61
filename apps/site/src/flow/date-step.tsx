import type { Station } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import { addMonths, dateIn, monthOf } from '../dates/month-grid.ts'
import { formatMonth } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { SlowWords } from '@holdfast/ui/skeleton/preact'
import { CalendarGrid } from './calendar-grid.tsx'
import { MonthSwitch } from './month-switch.tsx'
import { useMonth } from './use-month.ts'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

const monthsAhead = 12

export function DateStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow, station } = props
  const { draft } = flow
  const { today, noticeUntil } = bookableFrom(station, new Date())
  const [asked, setMonth] = useState(draft.date === '' ? undefined : monthOf(draft.date))
  const month = asked ?? monthOf(noticeUntil)
  const first = monthOf(today)
  const last = addMonths(first, monthsAhead)
  const days = useMonth(draft, month)
  const shown = days.value?.month === month ? days.value : undefined
  const isFullyBooked = shown?.items.every((day) => day.state === 'full' || day.state === 'closed')

  return (
    <StepFrame
      flow={flow}
      step="date"
      title="Which day?"
      lead={station && `In ${station.area}, at least ${station.noticeHours} hours from now.`}
    >
      <MonthSwitch month={month} first={first} last={last} onMonth={setMonth} />
      {days.state === 'failed' && <FailureNotice error={days.error} retry={days.retry} />}
      {(shown !== undefined || days.state !== 'failed') && (
        <CalendarGrid
          month={month}
          days={shown?.items}
          chosen={draft.date}
          range={{ min: today, max: `${last}-28`, noticeUntil }}
          onMonth={setMonth}
          onChoose={(date) => flow.submit('date', { date })}
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
    </StepFrame>
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
