import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { counted } from '../booking-words.ts'
import type { Outcome } from './cancel-each.ts'
import { RefusalList } from './refusal-list.tsx'

interface OutcomeStepProps {
  readonly outcome: Outcome
  readonly onRetry: () => void
  readonly onClose: () => void
}

/** What was done, what was not and why, and the way to go on with the rest. */
export function OutcomeStep({ outcome, onRetry, onClose }: OutcomeStepProps) {
  const { cancelled, refused, untried, stoppedBy } = outcome
  const rest = counted(untried.length, 'booking', 'bookings')
  return (
    <>
      {cancelled.length > 0 && (
        <p role="status" className="mt-1.5 text-soft">
          {cancelled.length === 1 ? 'Its time is' : 'Their times are'} free for others again, and
          the guests hear of it by mail.
        </p>
      )}
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={stoppedBy} />
      </div>
      <RefusalList title="Not cancelled:" refusals={refused} />
      <RefusalList
        title="Not tried yet:"
        refusals={untried.map((row) => ({ row, reason: 'It stays as it is for now.' }))}
      />
      <DialogActions>
        {untried.length > 0 && (
          <Button look="danger" onClick={onRetry}>
            Cancel the other {rest}
          </Button>
        )}
        <Button look={untried.length > 0 ? 'plain' : 'primary'} onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </>
  )
}
