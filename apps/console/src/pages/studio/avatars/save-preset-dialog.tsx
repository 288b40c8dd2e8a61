import type { AvatarSettings } from '@holdfast/studio/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { notify } from '../../../data/notify.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { presetsQuery } from '../data/avatar-queries.ts'
import { api } from '../data/studio-api.ts'
import { isTaken } from './preset-words.ts'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'Use at most 80 characters.'),
})

interface SavePresetDialogProps {
  readonly settings: AvatarSettings
  readonly onClose: () => void
}

/** A name for settings that are kept for the next avatars. */
export function SavePresetDialog({ settings, onClose }: SavePresetDialogProps) {
  const queryClient = useQueryClient()
  const { data: presets } = useQuery(presetsQuery)
  const form = useApiForm({
    schema,
    defaultValues: { name: '' },
    async submit({ name }) {
      await api.avatars.createPreset({ body: { name, settings } })
      void queryClient.invalidateQueries(presetsQuery)
      notify(`“${name}” is kept`)
      onClose()
    },
  })
  const replaces = isTaken(form.watch('name'), presets?.items ?? [])
  return (
    <FormDialog
      title="Keep these settings"
      text="Everybody of your business can use them for the next avatars."
      form={form}
      submit={replaces ? 'Replace it' : 'Keep them'}
      leave="Not now"
      onClose={onClose}
    >
      <TextField
        {...form.register('name')}
        label="Name"
        autoComplete="off"
        maxLength={80}
        help={
          replaces ? 'There is one of this name already: it is replaced, for everybody.' : undefined
        }
        error={form.formState.errors.name?.message}
      />
    </FormDialog>
  )
}
