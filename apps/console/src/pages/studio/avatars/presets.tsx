import type { AvatarEngine, AvatarSettings, Preset } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { BookmarkPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { notify } from '../../../data/notify.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { presetsQuery } from '../data/avatar-queries.ts'
import { askOf, draftFrom } from './avatar-draft.ts'
import { DeletePresetDialog } from './delete-preset-dialog.tsx'
import { presetWords } from './preset-words.ts'
import { SavePresetDialog } from './save-preset-dialog.tsx'
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
      {saved !== undefined && (
        <SavePresetDialog settings={saved} onClose={() => setSaved(undefined)} />
      )}
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
      {isAsking && <DeletePresetDialog preset={preset} onClose={() => setAsking(false)} />}
    </li>
  )
}
