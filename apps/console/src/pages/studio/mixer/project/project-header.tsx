import type { MixProject } from '@holdfast/studio/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Check, CircleAlert, LoaderCircle, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { links } from '../../../../data/links.ts'
import { usePermission } from '../../../../data/use-permission.ts'
import { buttonStyle } from '../../../../ui/button-style.ts'
import { Button } from '../../../../ui/button.tsx'
import { DeleteProjectDialog } from './delete-project-dialog.tsx'
import type { ProjectDraft } from './use-project-draft.ts'

interface ProjectHeaderProps {
  readonly project: MixProject
  readonly work: ProjectDraft
}

/** What it is called, which can be typed over, and whether all of it is saved. */
export function ProjectHeader({ project, work }: ProjectHeaderProps) {
  const deleting = usePermission('studio.delete')
  const creating = usePermission('studio.create')
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  return (
    <header className="pt-3">
      <Link {...links.mixer} className={buttonStyle({ look: 'quiet', size: 'small' }, '-ml-2')}>
        <ArrowLeft aria-hidden /> Mixer
      </Link>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="sr-only">{project.name}</h1>
        <input
          aria-label="Name of the project"
          value={work.draft.name}
          maxLength={80}
          readOnly={!creating.allowed}
          onChange={({ target }) => work.rename(target.value)}
          className="studio-name tracking-tight touch:min-h-11"
        />
        <div className="flex items-center gap-3">
          <SaveState work={work} />
          <Button
            look="danger-plain"
            disabledReason={deleting.allowed ? undefined : deleting.reason}
            onClick={() => setAsking(true)}
          >
            <Trash2 aria-hidden /> Delete
          </Button>
        </div>
      </div>
      {isAsking && (
        <DeleteProjectDialog
          project={project}
          onClose={() => setAsking(false)}
          onDone={() => void navigate({ ...links.mixer, replace: true })}
        />
      )}
    </header>
  )
}

function SaveState({ work }: { readonly work: ProjectDraft }) {
  const { Icon, words, style } = stateOf(work)
  return (
    <p role="status" className="flex items-center gap-1.5 text-12 text-soft">
      <Icon aria-hidden className={`size-3.5 ${style}`} /> {words}
    </p>
  )
}

function stateOf({ standing, isSaving, failure }: ProjectDraft) {
  if (isSaving) return { Icon: LoaderCircle, words: 'Saving…', style: 'animate-spin' }
  if (failure !== undefined || standing === 'conflict') {
    return { Icon: CircleAlert, words: 'Not saved', style: 'text-danger' }
  }
  switch (standing) {
    case 'saved':
      return { Icon: Check, words: 'All of it is saved', style: 'text-success' }
    case 'incomplete':
      return { Icon: CircleAlert, words: 'Not saved yet', style: 'text-warning' }
    case 'unsaved':
      return { Icon: LoaderCircle, words: 'Saving in a moment…', style: 'text-faint' }
  }
}
