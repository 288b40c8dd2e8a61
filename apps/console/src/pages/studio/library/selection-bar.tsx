import type { Asset } from '@holdfast/studio/contract'
import { Clapperboard, FolderDown, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NewProjectDialog } from '../mixer/new-project-dialog.tsx'
import { archiveUrl, mostArchived, saveFrom } from '../parts/save-from.ts'
import { DeleteDialog } from './dialogs/delete-dialog.tsx'

interface SelectionBarProps {
  readonly chosen: readonly Asset[]
  readonly onClear: () => void
}

/** What can be done with the files that are chosen together. */
export function SelectionBar({ chosen, onClear }: SelectionBarProps) {
  const [asked, setAsked] = useState<'delete' | 'mix'>()
  const deleting = usePermission('studio.delete')
  const creating = usePermission('studio.create')
  const clips = chosen.filter(({ kind }) => kind === 'video')
  const close = () => setAsked(undefined)
  if (chosen.length === 0) return null
  const tooMany = chosen.length > mostArchived ? `At most ${mostArchived} at once.` : undefined
  const noMix = creating.allowed
    ? clips.length === 0
      ? 'Choose at least one video.'
      : undefined
    : creating.reason
  return (
    <div
      role="region"
      aria-label="Chosen files"
      className="sticky bottom-2 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-1.5 rounded border bg-raised p-2 shadow-lift duration-150 animate-in fade-in-0"
    >
      <span role="status" className="px-2 font-medium tabular-nums">
        {chosen.length} chosen
      </span>
      <Button
        disabledReason={tooMany}
        onClick={() => saveFrom(archiveUrl(chosen.map(({ id }) => id)))}
      >
        <FolderDown aria-hidden /> Download as zip
      </Button>
      <Button disabledReason={noMix} onClick={() => setAsked('mix')}>
        <Clapperboard aria-hidden /> Mix a video
      </Button>
      <Button
        look="danger-plain"
        disabledReason={deleting.allowed ? undefined : deleting.reason}
        onClick={() => setAsked('delete')}
      >
        <Trash2 aria-hidden /> Delete
      </Button>
      <IconButton label="Choose none" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
      {asked === 'delete' && <DeleteDialog assets={chosen} onClose={close} onDone={onClear} />}
      {asked === 'mix' && <NewProjectDialog clips={clips} onClose={close} />}
    </div>
  )
}
