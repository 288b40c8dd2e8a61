import type { Station } from '@holdfast/bookings/contract'
import { formatDay } from '../format/moments.ts'
import { SelectField } from '../ui/text-field.tsx'
import { lengths } from './lengths.ts'
import { NearbyDays } from './nearby-days.tsx'
import { SlotPicker } from './slot-picker.tsx'
import { StepFrame } from './step-frame.tsx'
import { WaitForDay } from '../wait/wait-for-day.tsx'
import type { BookingFlow } from './use-booking.ts'
import { useSlots } from './use-slots.ts'

export function TimeStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow } = props
  const { draft } = flow
  const slots = useSlots(draft, draft.date)
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
      <SlotPicker
        slots={slots}
        area={props.station?.area}
        chosen={draft.time}
        onChoose={(time) => flow.submit('time', { time })}
        whenFull={
          <NearbyDays
            sought={draft}
            date={draft.date}
            onChoose={(date) => flow.submit('date', { date })}
            onMonth={() => flow.go('date')}
          />
        }
      />
      <WaitForDay
        key={draft.date}
        flow={flow}
        station={props.station}
        slots={slots.value?.items ?? []}
      />
    </StepFrame>
  )
}
