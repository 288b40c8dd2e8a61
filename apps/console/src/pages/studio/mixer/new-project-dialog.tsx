import type { Asset } from '@holdfast/studio/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { links } from '../../../data/links.ts'
import { useNow } from '../../../format/use-now.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { api } from '../data/studio-api.ts'
import { projectQuery } from '../data/project-queries.ts'
import { studioKey } from '../data/studio-key.ts'
import { AssetThumb } from '../parts/asset-thumb.tsx'
import { firstLength, newSettings } from './mix-draft.ts'
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
  const taken = clips.slice(0, mostClips)
  const form = useNewProject(taken)
  return (
    <FormDialog
      title="Mix a video"
      text={
        clips.length > taken.length
          ? `A mix takes ${mostClips} clips: the first ${mostClips} are used.`
          : 'Length, song, texts and how many variants you choose on the next page.'
      }
      form={form}
      submit="Begin the project"
      leave="Not now"
      onClose={onClose}
    >
      <ol aria-label="Clips" className="flex gap-1.5 overflow-x-auto">
        {taken.map((clip) => (
          <li key={clip.id} title={clip.name}>
            <AssetThumb asset={clip} className="w-24 rounded-sm" />
            <span className="sr-only">{clip.name}</span>
          </li>
        ))}
      </ol>
      <TextField
        {...form.register('name')}
        label="Name of the project"
        autoComplete="off"
        maxLength={80}
        error={form.formState.errors.name?.message}
      />
    </FormDialog>
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
      firstLength(clips),
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
