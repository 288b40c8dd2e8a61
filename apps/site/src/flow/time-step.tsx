import type { Slot, Station } from '@holdfast/bookings/contract'
import { service, type DaySlots } from '../api/service.ts'
import { formatDay, formatTimeIn, readersZone, sameClock, zoneName } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { SelectField } from '../ui/text-field.tsx'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import { partySize } from './draft.ts'
import { NearbyDays } from './nearby-days.tsx'
import { partsOfDay } from './parts-of-day.ts'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

const lengths = [1, 2, 3, 4, 5, 6, 7, 8].map((hours) => ({
  value: String(hours),
  text: hours === 1 ? '1 hour' : `${hours} hours`,
}))

export function TimeStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow } = props
  const { draft } = flow
  const params = { id: draft.stationId }
  const query = {
    date: draft.date,
    partySize: Math.max(1, partySize(draft)),
    durationHours: draft.durationHours,
  }
  const slots = useLoad(`slots ${params.id} ${Object.values(query).join(' ')}`, (options) =>
    service.bookings.listSlots({ params, query }, options),
  )
  return (
    <StepFrame
      flow={flow}
      step="time"
      title="When does dinner begin?"
      lead={`${formatDay(draft.date)}. The chef arrives half an hour before.`}
    >
      <div class="length">
        <SelectField
          name="durationHours"
          label="How long"
          value={String(draft.durationHours)}
          choices={lengths}
          onValue={(hours) => flow.set({ durationHours: Number(hours) })}
        />
      </div>
      <SlotChoices flow={flow} slots={slots} station={props.station} />
    </StepFrame>
  )
}

function SlotChoices(props: {
  readonly flow: BookingFlow
  readonly slots: Loaded<DaySlots>
  readonly station: Station | undefined
}) {
  const { flow, slots } = props
  if (slots.state === 'failed') {
    return <FailureNotice error={slots.error} retry={slots.retry} />
  }
  if (slots.state !== 'ready') {
    return (
      <Skeleton shape="tiles" count={12} label="Loading times" isSlow={slots.state === 'slow'} />
    )
  }
  const { items, timeZone } = slots.value
  if (!items.some((slot) => slot.state !== 'full')) return <NearbyDays flow={flow} />
  return (
    <>
      <ZoneNote slot={items[0]} timeZone={timeZone} area={props.station?.area} />
      {partsOfDay(items).map((part) => (
        <fieldset class="slots" key={part.name}>
          <legend>{part.name}</legend>
          {part.slots.map((slot) => (
            <SlotButton key={slot.startsAt} slot={slot} timeZone={timeZone} flow={flow} />
          ))}
        </fieldset>
      ))}
    </>
  )
}

function SlotButton(props: {
  readonly slot: Slot
  readonly timeZone: string
  readonly flow: BookingFlow
}) {
  const { slot, flow } = props
  const isFull = slot.state === 'full'
  return (
    <button
      type="button"
      class="slot"
      data-state={slot.state}
      aria-disabled={isFull}
      aria-pressed={slot.time === flow.draft.time}
      onClick={() => !isFull && flow.submit('time', { time: slot.time })}
    >
      <span class="slot-time">{formatTimeIn(slot.startsAt, props.timeZone)}</span>{' '}
      <span class="slot-state">{slot.state === 'few' ? 'few left' : slot.state}</span>
    </button>
  )
}

function ZoneNote(props: {
  readonly slot: Slot | undefined
  readonly timeZone: string
  readonly area: string | undefined
}) {
  const { slot, timeZone } = props
  if (slot === undefined || sameClock(timeZone, readersZone(), slot.startsAt)) return null
  return (
    <p class="hint">
      Times are on the clocks {props.area === undefined ? 'there' : `in ${props.area}`} (
      {zoneName(timeZone, slot.startsAt)}), not on yours.
    </p>
  )
}
