import type { Asset, MixProject } from '@holdfast/studio/contract'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { AssetThumb } from '../parts/asset-thumb.tsx'
import { secondsWords } from '../parts/amounts.ts'

interface ProjectRowProps {
  readonly project: MixProject
  /** Its first clip, where that is known. */
  readonly cover: Asset | undefined
}

const none = { kind: 'video', previewUrl: null, durationMs: null } as const

/** A project: its first clip, what it is called, and what it makes. */
export function ProjectRow({ project, cover }: ProjectRowProps) {
  const { id, name, changedAt, settings } = project
  const { clips, variants, targetMs, aspect } = settings
  const now = useNow()
  return (
    <li className="relative flex items-center gap-3 border-b px-3 py-2.5 last:border-b-0 hover:bg-sunk">
      <AssetThumb asset={cover ?? none} className="w-20 shrink-0 rounded-sm" />
      <div className="min-w-0 flex-1">
        <Link
          {...links.project(id)}
          className="block truncate rounded-sm font-medium after:absolute after:inset-0"
          title={name}
        >
          {name}
        </Link>
        <p className="truncate text-12 text-faint tabular-nums">
          {clips.length === 1 ? '1 clip' : `${clips.length} clips`} ·{' '}
          {variants === 1 ? '1 video' : `${variants} variants`} of {secondsWords(targetMs)} ·{' '}
          {aspect}
        </p>
      </div>
      <time
        dateTime={changedAt}
        title={formatMoment(changedAt)}
        className="hidden shrink-0 text-12 text-faint sm:block"
      >
        {formatDistance(changedAt, now)}
      </time>
    </li>
  )
}
