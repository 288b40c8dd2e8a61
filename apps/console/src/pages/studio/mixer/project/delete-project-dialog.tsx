import type { MixProject } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../../data/notify.ts'
import { QuestionDialog } from '../../../../ui/ask/question-dialog.tsx'
import { api } from '../../data/studio-api.ts'
import { studioKey } from '../../data/studio-key.ts'
import { draftKeeper } from './kept-draft.ts'

interface DeleteProjectDialogProps {
  readonly project: Pick<MixProject, 'id' | 'name'>
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says what goes and what stays, and asks once. */
export function DeleteProjectDialog({ project, onClose, onDone }: DeleteProjectDialogProps) {
  const { id, name } = project
  const queryClient = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => api.projects.deleteProject({ params: { id } }),
    onSuccess() {
      draftKeeper(id).write(undefined)
      notify('The project is deleted', 'Its videos and clips are still in the library.')
      onDone()
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: [...studioKey, 'projects'] }),
  })
  return (
    <QuestionDialog
      title={`Delete “${name}”?`}
      text="How it was cut goes with it. Its clips and the videos that were made of it stay in the library."
      yes="Delete the project"
      no="Keep it"
      deed={deleting}
      onYes={deleting.mutate}
      onClose={onClose}
    />
  )
}
