import { isCallError } from '@holdfast/client'
import type { AvatarEngine, AvatarSettings, Preset } from '@holdfast/studio/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BookmarkPlus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { z } from 'zod'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { presetsQuery } from '../data/avatar-queries.ts'
import { api } from '../data/studio-api.ts'
import { askOf, draftFrom } from './avatar-draft.ts'
import { presetWords } from './preset-words.ts'
import type { AvatarWork } from './use-avatar-draft.ts'

interface PresetsProps {
  readonly work: AvatarWork
  readonly engines: readonly AvatarEngine[]
}

/** Settings that are kept for the next avatars: to use, to add to, to delete. */
export function Presets({ work, engines }: PresetsProps) {
  const { data, error, refetch } = useQuery(presetsQuery)
  const creating = usePermission('studio.create')
  const [saved, setSaved] = useState<AvatarSettings>()
  const { settings, missing } = askOf(work.draft, engines)
  return (
    <Card
      title="Presets"
      actions={
        <Button
          size="small"
          disabledReason={creating.allowed ? missing : creating.reason}
          onClick={() => setSaved(settings)}
        >
          <BookmarkPlus aria-hidden /> Keep these settings
        </Button>
      }
    >
      {data === undefined &&
        (error === null ? (
          <div className="p-3">
            <RowsSkeleton what="the presets" />
          </div>
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        ))}
      {data?.items.length === 0 && (
        <p className="px-4 py-3 text-soft">
          None yet. Keep the settings of your house, so that all avatars look alike.
        </p>
      )}
      <ul>
        {data?.items.map((preset) => (
          <Row
            key={preset.id}
            preset={preset}
            engines={engines}
            onUse={() => {
              work.change(draftFrom(preset.settings, work.draft))
              notify(`“${preset.name}” is set`)
            }}
          />
        ))}
      </ul>
      {saved !== undefined && <SaveDialog settings={saved} onClose={() => setSaved(undefined)} />}
    </Card>
  )
}

interface RowProps {
  readonly preset: Preset
  readonly engines: readonly AvatarEngine[]
  readonly onUse: () => void
}

function Row({ preset, engines, onUse }: RowProps) {
  const [isAsking, setAsking] = useState(false)
  const deleting = usePermission('studio.delete')
  const { name, settings } = preset
  return (
    <li className="flex items-center gap-2 border-b px-4 py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="truncate text-12 text-faint">{presetWords(settings, engines)}</p>
      </div>
      <Button size="small" onClick={onUse} aria-label={`Use ${name}`}>
        Use
      </Button>
      <IconButton
        size="icon-small"
        label={`Delete ${name}`}
        disabledReason={deleting.allowed ? undefined : deleting.reason}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden />
      </IconButton>
      {isAsking && <DeleteDialog preset={preset} onClose={() => setAsking(false)} />}
    </li>
  )
}

interface DeleteDialogProps {
  readonly preset: Preset
  readonly onClose: () => void
}

function DeleteDialog({ preset: { id, name }, onClose }: DeleteDialogProps) {
  const queryClient = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.avatars.deletePreset({ params: { id } }),
    onSuccess: onClose,
    onError: (thrown) => isCallError(thrown) || notifyFailure(thrown),
    onSettled: () => void queryClient.invalidateQueries(presetsQuery),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<span className="wrap-anywhere">Delete “{name}”?</span>}
      text="The avatars that were made with it stay as they are. Your colleagues can not use it any more either."
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(error) ? error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={isPending} onClick={() => isPending || mutate()}>
          Delete the preset
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'Use at most 80 characters.'),
})

interface SaveDialogProps {
  readonly settings: AvatarSettings
  readonly onClose: () => void
}

function SaveDialog({ settings, onClose }: SaveDialogProps) {
  const formId = useId()
  const queryClient = useQueryClient()
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
  const { errors, isSubmitting } = form.formState
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Keep these settings"
      text="Everybody of your business can use them for the next avatars."
    >
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          {...form.register('name')}
          label="Name"
          autoComplete="off"
          maxLength={80}
          error={errors.name?.message}
        />
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={isSubmitting}>
          Keep them
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </DialogActions>
    </Dialog>
  )
}
