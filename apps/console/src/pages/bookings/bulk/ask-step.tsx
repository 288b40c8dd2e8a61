import type { BookingRow } from '@holdfast/bookings/contract'
import { useId, type FormEvent } from 'react'
import { formatDay, formatZonedTime } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { counted } from '../booking-words.ts'
import { ReasonField } from '../detail/dialogs/reason-field.tsx'
import type { Refusal } from './cancel-each.ts'
import { RefusalList } from './refusal-list.tsx'

interface AskStepProps {
  readonly able: readonly BookingRow[]
  readonly refused: readonly Refusal[]
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Which ones, what follows, and which ones not and why: asked once. */
export function AskStep(props: AskStepProps) {
  const { able, refused, reason, onReason, onConfirm, onClose } = props
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onConfirm()
  }
  if (able.length === 0) {
    return (
      <>
        <RefusalList title="They stay as they are:" refusals={refused} />
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
        </DialogActions>
      </>
    )
  }
  return (
    <>
      <p className="mt-1.5 text-soft">
        {able.length === 1
          ? 'Its time is free for others at once, and the guest gets a mail.'
          : 'Their times are free for others at once, and each guest gets a mail.'}{' '}
        Paid deposits go back as the policies say. This cannot be undone.
      </p>
      <AbleList rows={able} />
      <RefusalList
        title={`${refused.length} of the ${able.length + refused.length} you chose cannot be cancelled:`}
        refusals={refused}
      />
      <form id={formId} onSubmit={submit} className="mt-4">
        <ReasonField reason={reason} onChange={onReason} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="danger">
          Cancel {counted(able.length, 'booking', 'bookings')}
        </Button>
        <Button onClick={onClose}>
          {able.length === 1 ? 'Keep booking' : 'Keep all bookings'}
        </Button>
      </DialogActions>
    </>
  )
}

function AbleList({ rows }: { readonly rows: readonly BookingRow[] }) {
  const now = useNow()
  return (
    <ul
      aria-label="To be cancelled"
      // Longer than its place it scrolls, also by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="mt-3 max-h-44 shrink-0 overflow-y-auto rounded border"
    >
      {rows.map(({ id, name, date, startsAt, timeZone, reference }) => (
        <li key={id} className="border-b px-3 py-1.5 last:border-b-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-12 text-faint tabular-nums">
            {formatDay(date, now)}, {formatZonedTime(startsAt, timeZone)} · {reference}
          </span>
        </li>
      ))}
    </ul>
  )
}
