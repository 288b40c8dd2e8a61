import type { BookingRow } from '@holdfast/bookings/contract'
import { useState } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { counted } from '../booking-words.ts'
import { AskStep } from './ask-step.tsx'
import { OutcomeStep } from './outcome-step.tsx'
import { ProgressStep } from './progress-step.tsx'
import { useCancelMany } from './use-cancel-many.ts'

interface CancelManyDialogProps {
  readonly rows: readonly BookingRow[]
  /** Nothing was sent. */
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks once for all, shows how far it has come, then what was not done and why. */
export function CancelManyDialog({ rows, onClose, onDone }: CancelManyDialogProps) {
  const [reason, setReason] = useState('')
  const { cancel, progress, outcome, stop } = useCancelMany()
  const able = rows.filter(({ actions }) => actions.cancel.allowed)
  const refused = rows
    .filter(({ actions }) => !actions.cancel.allowed)
    .map((row) => ({ row, reason: row.actions.cancel.reason ?? 'It cannot be cancelled.' }))
  const title = progress
    ? `Cancelling ${bookings(progress.of)}`
    : outcome
      ? doneTitle(outcome.cancelled.length)
      : askTitle(able.length)
  return (
    <Dialog
      role="alertdialog"
      isOpen
      isBlocking={progress !== undefined}
      onClose={outcome ? onDone : onClose}
      title={title}
      className="w-[min(560px,calc(100vw-32px))]"
    >
      {progress ? (
        <ProgressStep progress={progress} onStop={stop} />
      ) : outcome ? (
        <OutcomeStep
          outcome={{ ...outcome, refused: [...refused, ...outcome.refused] }}
          onRetry={() => cancel(outcome.untried, reason.trim())}
          onClose={onDone}
        />
      ) : (
        <AskStep
          able={able}
          refused={refused}
          reason={reason}
          onReason={setReason}
          onConfirm={() => cancel(able, reason.trim())}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function askTitle(count: number): string {
  return count === 0 ? 'None of these can be cancelled' : `Cancel ${bookings(count)}?`
}

function doneTitle(count: number): string {
  if (count === 0) return 'Nothing was cancelled'
  return `${bookings(count)} ${count === 1 ? 'is' : 'are'} cancelled`
}

function bookings(count: number): string {
  return counted(count, 'booking', 'bookings')
}
