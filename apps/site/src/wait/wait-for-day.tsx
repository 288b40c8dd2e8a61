import type { Slot, Station } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import bell from 'lucide-static/icons/bell.svg?raw'
import type { BookingFlow } from '../flow/use-booking.ts'
import { Icon } from '../ui/icon.tsx'
import { LaterPart } from '../ui/later-part.tsx'

/** Where a time is full: whoever wants that one can wait for it. Nothing where all are free. */
export function WaitForDay(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly slots: readonly Slot[]
}) {
  const [isAsking, setAsking] = useState(false)
  const full = props.slots.filter(({ state }) => state === 'full')
  if (full.length === 0) return null
  if (isAsking) {
    return (
      <LaterPart fetch={() => import('./wait-form.tsx')}>
        {({ WaitForm }) => (
          <WaitForm {...props} full={full} isDayFull={full.length === props.slots.length} />
        )}
      </LaterPart>
    )
  }
  return (
    <div class="wait">
      <p>The time you want is full?</p>
      <button type="button" class="button button-plain" onClick={() => setAsking(true)}>
        <Icon svg={bell} size={16} /> Tell me when it becomes free
      </button>
    </div>
  )
}
