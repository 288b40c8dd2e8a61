import type { BookingDetail, Slot } from '@holdfast/bookings/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { formatTimeIn } from '../../../../format/moments.ts'
import { classNames } from '../../../../ui/class-names.ts'
import { Failure } from '../../../../ui/states/failure.tsx'
import { slotsQuery } from '../../data/booking-queries.ts'

interface SlotChoiceProps {
  readonly booking: BookingDetail
  readonly date: string
  readonly chosen: string | undefined
  readonly onChoose: (time: string) => void
}

/** The times of the day at the station; those that are full are not to be had. */
export function SlotChoice({ booking, date, chosen, onChoose }: SlotChoiceProps) {
  const { stationId, partySize, durationHours, timeZone } = booking
  const query = useQuery({
    ...slotsQuery({ stationId, date, partySize, durationHours }),
    enabled: /^\d{4}-\d\d-\d\d$/.test(date),
  })
  const labelId = useId()
  const free = query.data?.items.filter(({ state }) => state !== 'full') ?? []
  return (
    <div>
      <p id={labelId} className="mb-1.5 font-medium">
        Time
      </p>
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isLoading && <p className="text-faint">Looking for free times…</p>}
      {query.data !== undefined && free.length === 0 && (
        <p className="text-soft">No time is free on this day. Choose another one.</p>
      )}
      <div
        role="radiogroup"
        aria-labelledby={labelId}
        className="grid max-h-52 grid-cols-3 gap-1.5 overflow-y-auto p-0.5 empty:hidden sm:grid-cols-4"
      >
        {free.map((slot) => (
          <SlotOption
            key={slot.startsAt}
            slot={slot}
            timeZone={timeZone}
            isNow={slot.startsAt === booking.startsAt}
            isChosen={slot.time === chosen}
            onChoose={() => onChoose(slot.time)}
          />
        ))}
      </div>
    </div>
  )
}

interface SlotOptionProps {
  readonly slot: Slot
  readonly timeZone: string
  readonly isNow: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function SlotOption({ slot, timeZone, isNow, isChosen, onChoose }: SlotOptionProps) {
  const note = isNow ? 'as it is now' : slot.state === 'few' ? 'few left' : undefined
  return (
    <label
      className={classNames(
        'flex min-h-11 cursor-default flex-col items-center justify-center rounded border px-2 py-1 tabular-nums hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-ember',
        isChosen && 'border-ember bg-ember-wash font-semibold text-ember-text',
      )}
    >
      <input
        type="radio"
        name="slot"
        className="sr-only"
        checked={isChosen}
        disabled={isNow}
        onChange={onChoose}
      />
      {formatTimeIn(slot.startsAt, timeZone)}
      {note !== undefined && <span className="text-12 font-normal text-faint">{note}</span>}
    </label>
  )
}
