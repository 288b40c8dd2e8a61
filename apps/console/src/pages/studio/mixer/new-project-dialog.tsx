import type { Asset } from '@holdfast/studio/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { z } from 'zod'
import { links } from '../../../data/links.ts'
import { useNow } from '../../../format/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { api } from '../data/studio-api.ts'
import { projectQuery } from '../data/project-queries.ts'
import { studioKey } from '../data/studio-key.ts'
import { AssetThumb } from '../parts/asset-thumb.tsx'
import { newSettings } from './mix-draft.ts'
import { randomSeed } from './random-seed.ts'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'Use at most 80 characters.'),
})

const mostClips = 20

interface NewProjectDialogProps {
  readonly clips: readonly Asset[]
  readonly onClose: () => void
}

/** A name for a project of these clips; then its page, where everything else is chosen. */
export function NewProjectDialog({ clips, onClose }: NewProjectDialogProps) {
  const formId = useId()
  const taken = clips.slice(0, mostClips)
  const form = useNewProject(taken)
  const { errors, isSubmitting } = form.formState
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Mix a video"
      text={
        clips.length > taken.length
          ? `A mix takes ${mostClips} clips: the first ${mostClips} are used.`
          : 'Length, song, texts and how many variants you choose on the next page.'
      }
    >
      <ol aria-label="Clips" className="mt-4 flex gap-1.5 overflow-x-auto">
        {taken.map((clip) => (
          <li key={clip.id} title={clip.name}>
            <AssetThumb asset={clip} className="w-24 rounded-sm" />
            <span className="sr-only">{clip.name}</span>
          </li>
        ))}
      </ol>
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          {...form.register('name')}
          label="Name of the project"
          autoComplete="off"
          maxLength={80}
          error={errors.name?.message}
        />
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={isSubmitting}>
          Begin the project
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </DialogActions>
    </Dialog>
  )
}

function useNewProject(clips: readonly Asset[]) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  // Drawn once: pressed twice, it is still one project.
  const [settings] = useState(() =>
    newSettings(
      clips.map(({ id }) => id),
      randomSeed(),
    ),
  )
  const name = `${useNow().toLocaleDateString(undefined, { day: 'numeric', month: 'long' })} mix`
  return useApiForm({
    schema,
    defaultValues: { name },
    async submit(values) {
      const project = await api.projects.createProject({
        body: { kind: 'mix', name: values.name, settings },
      })
      queryClient.setQueryData(projectQuery(project.id).queryKey, project)
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'projects'] })
      await navigate(links.project(project.id))
    },
  })
}
