import type { BookingDetail } from '@holdfast/bookings/contract'
import { api } from '../../../../data/api.ts'
import { formatDistance, formatZonedTime } from '../../../../format/moments.ts'
import { QuestionDialog } from '../../../../ui/ask/question-dialog.tsx'
import { useBookingChange } from '../../data/use-booking-change.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { DinnerLine } from './dinner-line.tsx'

/** The team has arrived. */
export function SeatDialog(props: DeedDialogProps) {
  return (
    <StepDialog
      {...props}
      title={`Has the dinner of ${props.booking.contact.name} begun?`}
      text={`${early(props.booking)}It shows as under way for everybody.`}
      button="Begin dinner"
      done="The dinner is under way"
      send={(call) => api.bookings.seatBooking(call)}
    />
  )
}

/** Who begins long before the start is told so first: it may be the wrong booking. */
function early({ startsAt, timeZone }: DeedDialogProps['booking']): string {
  const now = new Date()
  if (Date.parse(startsAt) - now.getTime() < usualLeadMs) return ''
  const at = formatZonedTime(startsAt, timeZone)
  return `It is planned for ${at}, ${formatDistance(startsAt, now)}: is it really this one? That it has begun cannot be undone. `
}

/** The team comes so long before. */
const usualLeadMs = 2 * 3_600_000

/** The team has left. */
export function CompleteDialog(props: DeedDialogProps) {
  return (
    <StepDialog
      {...props}
      title={`Is the dinner of ${props.booking.contact.name} over?`}
      text="The team is free again. This cannot be undone."
      button="Dinner is over"
      done="The dinner is over"
      send={(call) => api.bookings.completeBooking(call)}
    />
  )
}

/** The team came and met nobody. */
export function NoShowDialog(props: DeedDialogProps) {
  const { deposit } = props.booking
  const isKept = deposit !== undefined && deposit.paid.amount > deposit.refunded.amount
  return (
    <StepDialog
      {...props}
      title={`Was nobody there for ${props.booking.contact.name}?`}
      text={`${isKept ? 'The deposit is kept, and the' : 'The'} team is free again. This cannot be undone.`}
      button="Nobody was there"
      done="It is noted that nobody was there"
      isLoss
      send={(call) => api.bookings.markNoShow(call)}
    />
  )
}

interface StepCall {
  readonly params: { readonly id: string }
  readonly body: { readonly version: number }
}

interface StepDialogProps extends DeedDialogProps {
  readonly title: string
  readonly text: string
  readonly button: string
  readonly done: string
  readonly isLoss?: boolean
  readonly send: (call: StepCall) => Promise<BookingDetail>
}

/** One question before a step of the evening, with what follows from it. */
function StepDialog(props: StepDialogProps) {
  const { booking, onClose, send, isLoss = false } = props
  const { id, version } = booking
  const step = useBookingChange(id, {
    send: () => send({ params: { id }, body: { version } }),
    done: ({ reference }) => [props.done, `Booking ${reference}, ${booking.contact.name}.`],
  })
  return (
    <QuestionDialog
      look={isLoss ? 'danger' : 'primary'}
      title={props.title}
      text={
        <>
          <DinnerLine booking={booking} />
          <p className="mt-2">{props.text}</p>
        </>
      }
      yes={props.button}
      no="Not yet"
      deed={step}
      onYes={() => step.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
