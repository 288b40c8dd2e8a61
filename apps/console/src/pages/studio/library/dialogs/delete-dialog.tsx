import { isCallError } from '@holdfast/client'
import type { Asset } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../../data/notify.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
import { api } from '../../data/studio-api.ts'
import { studioKey } from '../../data/studio-key.ts'

interface DeleteDialogProps {
  readonly assets: readonly Pick<Asset, 'id' | 'name'>[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says what goes with the files, and asks once. One that can not go says why; asked again it goes on. */
export function DeleteDialog({ assets, onClose, onDone }: DeleteDialogProps) {
  const queryClient = useQueryClient()
  const what = assets.length === 1 ? `“${assets[0]?.name}”` : `these ${assets.length} files`
  const { mutate, isPending, error } = useMutation({
    async mutationFn() {
      for (const { id } of assets) await api.assets.deleteAsset({ params: { id } })
    },
    onSuccess() {
      notify(assets.length === 1 ? 'The file is deleted' : `${assets.length} files are deleted`)
      onDone()
      onClose()
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: studioKey }),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<span className="wrap-anywhere">Delete {what}?</span>}
      text="Links that you sent to others end with it, and projects that use it need another clip. Videos made of it stay. Nobody can bring it back."
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(error) ? error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={isPending} onClick={() => isPending || mutate()}>
          {assets.length === 1 ? 'Delete the file' : `Delete ${assets.length} files`}
        </Button>
        <Button onClick={onClose}>{assets.length === 1 ? 'Keep it' : 'Keep them'}</Button>
      </DialogActions>
    </Dialog>
  )
}
