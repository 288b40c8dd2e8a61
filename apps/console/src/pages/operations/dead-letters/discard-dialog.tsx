import type { DeadLetterOnWire } from '@holdfast/operations/contract'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
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
    <QuestionDialog
      title={`Discard “${name}”?`}
      text="It will never be done. That you discarded it stays in the audit trail. This cannot be undone."
      yes="Discard it"
      no="Keep it"
      deed={discarding}
      onYes={() => discarding.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
