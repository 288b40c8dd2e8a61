import type { Slot } from '@holdfast/bookings/contract'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import type { JSX } from 'preact'
import type { DaySlots } from '../api/times.ts'
import { formatTimeIn, readersZone, sameClock, zoneName } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import type { Loaded } from '../ui/use-load.ts'
import { partsOfDay } from './parts-of-day.ts'

/** The starts of a day as large buttons; `whenFull` stands where none is left. */
export function SlotPicker(props: {
  readonly slots: Loaded<DaySlots>
  readonly area: string | undefined
  /** A wall time. */
  readonly chosen: string
  readonly onChoose: (time: string) => void
  readonly whenFull: JSX.Element
}) {
  const { slots } = props
  if (slots.state === 'failed') {
    return <FailureNotice error={slots.error} retry={slots.retry} />
  }
  if (slots.state !== 'ready') {
    return (
      <Skeleton shape="tiles" count={12} label="Loading times" isSlow={slots.state === 'slow'} />
    )
  }
  const { items, timeZone } = slots.value
  if (!items.some((slot) => slot.state !== 'full')) return props.whenFull
  return (
    <>
      <ZoneNote slot={items[0]} timeZone={timeZone} area={props.area} />
      {partsOfDay(items).map((part) => (
        <fieldset class="slots" key={part.name}>
          <legend>{part.name}</legend>
          {part.slots.map((slot) => (
            <SlotButton key={slot.startsAt} {...props} slot={slot} timeZone={timeZone} />
          ))}
        </fieldset>
      ))}
    </>
  )
}

function SlotButton(props: {
  readonly slot: Slot
  readonly timeZone: string
  readonly chosen: string
  readonly onChoose: (time: string) => void
}) {
  const { slot } = props
  const isFull = slot.state === 'full'
  return (
    <button
      type="button"
      class="slot"
      data-state={slot.state}
      aria-disabled={isFull}
      aria-pressed={slot.time === props.chosen}
      onClick={() => !isFull && props.onChoose(slot.time)}
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
