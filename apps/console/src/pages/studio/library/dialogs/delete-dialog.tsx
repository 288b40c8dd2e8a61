import type { Asset } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../../data/notify.ts'
import { QuestionDialog } from '../../../../ui/ask/question-dialog.tsx'
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
  const deleting = useMutation({
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
    <QuestionDialog
      title={`Delete ${what}?`}
      text="Links that you sent to others end with it, and projects that use it need another clip. Videos made of it stay. Nobody can bring it back."
      yes={assets.length === 1 ? 'Delete the file' : `Delete ${assets.length} files`}
      no={assets.length === 1 ? 'Keep it' : 'Keep them'}
      deed={deleting}
      onYes={deleting.mutate}
      onClose={onClose}
    />
  )
}
