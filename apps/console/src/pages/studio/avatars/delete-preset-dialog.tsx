import type { Preset } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
import { presetsQuery } from '../data/avatar-queries.ts'
import { api } from '../data/studio-api.ts'

interface DeletePresetDialogProps {
  readonly preset: Pick<Preset, 'id' | 'name'>
  readonly onClose: () => void
}

/** Says what goes and what stays, and asks once. */
export function DeletePresetDialog({ preset: { id, name }, onClose }: DeletePresetDialogProps) {
  const queryClient = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => api.avatars.deletePreset({ params: { id } }),
    onSuccess: onClose,
    onSettled: () => void queryClient.invalidateQueries(presetsQuery),
  })
  return (
    <QuestionDialog
      title={`Delete “${name}”?`}
      text="The avatars that were made with it stay as they are. Your colleagues can not use it any more either."
      yes="Delete the preset"
      no="Keep it"
      deed={deleting}
      onYes={deleting.mutate}
      onClose={onClose}
    />
  )
}
