import type { DeadLetterOnWire } from '@holdfast/operations/contract'
import { isCallError } from '@holdfast/client'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { jobWords } from '../job-words.ts'
import { useDiscard } from './use-dead-letter.ts'

interface DiscardDialogProps {
  readonly letter: DeadLetterOnWire
  readonly onClose: () => void
}

/** Asks once: what is discarded is never done. */
export function DiscardDialog({ letter, onClose }: DiscardDialogProps) {
  const discarding = useDiscard(letter)
  const name = jobWords(letter.job)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={`Discard “${name}”?`}
      text="It will never be done. That you discarded it stays in the audit trail. This cannot be undone."
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(discarding.error) ? discarding.error : undefined} />
      </div>
      <DialogActions>
        <Button
          look="danger"
          isBusy={discarding.isPending}
          onClick={() => discarding.mutate(undefined, { onSuccess: onClose })}
        >
          Discard it
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}
