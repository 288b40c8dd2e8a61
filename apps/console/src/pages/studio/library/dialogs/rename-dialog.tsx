import type { Asset } from '@holdfast/studio/contract'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../../ui/form/use-api-form.ts'
import { assetQuery } from '../../data/asset-queries.ts'
import { api } from '../../data/studio-api.ts'
import { studioKey } from '../../data/studio-key.ts'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.'),
})

interface RenameDialogProps {
  readonly asset: Pick<Asset, 'id' | 'name'>
  readonly onClose: () => void
}

/** Another name for a file, which is also that of what is downloaded. */
export function RenameDialog({ asset: { id, name }, onClose }: RenameDialogProps) {
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema,
    defaultValues: { name },
    async submit(body) {
      const renamed = await api.assets.renameAsset({ params: { id }, body })
      queryClient.setQueryData(assetQuery(id).queryKey, renamed)
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'assets'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title="Rename the file"
      form={form}
      submit="Rename it"
      leave="Leave it"
      onClose={onClose}
    >
      <TextField
        {...form.register('name')}
        label="Name"
        help="A download is called that as well."
        autoComplete="off"
        maxLength={120}
        error={form.formState.errors.name?.message}
      />
    </FormDialog>
  )
}
