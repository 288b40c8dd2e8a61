import type { Station } from '@holdfast/bookings/contract'
import { DayPicker } from './day-picker.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'

export function DateStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
}) {
  const { flow, station } = props
  return (
    <StepFrame
      flow={flow}
      step="date"
      title="Which day?"
      lead={station && `In ${station.area}, at least ${station.noticeHours} hours from now.`}
    >
      <DayPicker
        sought={flow.draft}
        station={station}
        chosen={flow.draft.date}
        canWait
        onChoose={(date) => flow.submit('date', { date })}
      />
    </StepFrame>
  )
}
