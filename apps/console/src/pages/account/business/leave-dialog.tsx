import { useMutation } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'

interface LeaveDialogProps {
  readonly name: string
  readonly onClose: () => void
}

/** Says what one loses with it, and asks once. */
export function LeaveDialog({ name, onClose }: LeaveDialogProps) {
  const leaving = useMutation({
    mutationFn: () => api.identity.leaveOrganisation(),
    // Everything that was loaded belonged to the business.
    onSuccess: () => location.reload(),
  })
  return (
    <QuestionDialog
      title={`Leave ${name}?`}
      text="You no longer see anything of it, and the API keys that you made stop working. You need a new invitation to come back."
      yes={`Leave ${name}`}
      no="Cancel"
      deed={leaving}
      onYes={leaving.mutate}
      onClose={onClose}
    />
  )
}
