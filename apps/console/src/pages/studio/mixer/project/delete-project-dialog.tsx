import { isCallError } from '@holdfast/client'
import type { MixProject } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../../data/notify.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
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
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.projects.deleteProject({ params: { id } }),
    onSuccess() {
      draftKeeper(id).write(undefined)
      notify('The project is deleted', 'Its videos and clips are still in the library.')
      onDone()
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: [...studioKey, 'projects'] }),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<span className="wrap-anywhere">Delete “{name}”?</span>}
      text="How it was cut goes with it. Its clips and the videos that were made of it stay in the library."
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(error) ? error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={isPending} onClick={() => isPending || mutate()}>
          Delete the project
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}
