import type { ApiKey } from '@holdfast/identity/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../staff/data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { formatMoment } from '../../../format/moments.ts'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
import { apiKeysKey } from '../data/api-keys-query.ts'

interface RevokeDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
}

/** Asks once, with when the key was used last: whoever uses it stands still from then on. */
export function RevokeDialog({ apiKey, onClose }: RevokeDialogProps) {
  const { id, name, lastUsedAt } = apiKey
  const queryClient = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => api.identity.revokeApiKey({ params: { id } }),
    onSuccess() {
      notify(`${name} is revoked`)
      onClose()
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: apiKeysKey }),
  })
  const used =
    lastUsedAt === undefined
      ? 'It has never been used.'
      : `It was last used ${formatMoment(lastUsedAt)}.`
  return (
    <QuestionDialog
      title={`Revoke ${name}?`}
      text={`${used} Any program that uses it is refused from now on. This cannot be undone.`}
      yes={`Revoke ${name}`}
      no="Cancel"
      deed={revoking}
      onYes={revoking.mutate}
      onClose={onClose}
    />
  )
}
