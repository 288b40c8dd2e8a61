import { isCallError } from '@holdfast/client'
import type { Asset, Job } from '@holdfast/studio/contract'
import { Link } from '@tanstack/react-router'
import { CircleStop, Images, Play, RotateCw } from 'lucide-react'
import { links } from '../../../../data/links.ts'
import { usePermission } from '../../../../data/use-permission.ts'
import { Button } from '../../../../ui/button.tsx'
import { loneLinkStyle } from '../../../../ui/text-link-style.ts'
import { JobProgress } from '../../job/job-progress.tsx'
import { JobStateBadge } from '../../job/job-state-badge.tsx'
import { isOver } from '../../job/job-words.ts'
import { useJobDeed } from '../../job/use-job-deed.ts'
import { AssetThumb } from '../../parts/asset-thumb.tsx'
import { DownloadButton } from '../../parts/download-button.tsx'
import { StartFailure } from '../../parts/start-failure.tsx'
import { useKeptFocus } from '../../../../ui/use-kept-focus.ts'

interface ResultCardProps {
  readonly job: Job
  /** The video and its contact sheet, once they are there. */
  readonly made: readonly (Asset | undefined)[]
  readonly onOpen: (assetId: string) => void
}

const none = { kind: 'video', previewUrl: null, durationMs: null } as const

/** One variant: how far it is while it is made, then the video with its contact sheet. */
export function ResultCard({ job, made, onOpen }: ResultCardProps) {
  const { title, variant, seed, state } = job
  const [result, sheet] = made
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded border">
      {result === undefined ? (
        <AssetThumb asset={none} />
      ) : (
        <button
          type="button"
          onClick={() => onOpen(result.id)}
          aria-label={`Play ${title}`}
          className="relative block w-full"
        >
          <AssetThumb asset={result} hasClock fit="contain" />
          <span className="studio-play">
            <span>
              <Play aria-hidden className="size-5" />
            </span>
          </span>
        </button>
      )}
      <div className="flex flex-1 flex-col gap-2 p-3">
        <div className="flex items-start justify-between gap-2">
          <div className="min-w-0">
            <p className="truncate font-medium" title={title}>
              {title}
            </p>
            <p className="text-12 text-faint tabular-nums">
              {variant !== null && `Variant ${variant}`}
              {seed !== null && ` · seed ${seed}`}
            </p>
          </div>
          {isOver(job) && state !== 'succeeded' && <JobStateBadge state={state} />}
        </div>
        {!isOver(job) && <JobProgress job={job} isQuiet isNarrow />}
        {job.failure !== null && <p className="text-soft">{job.failure.message}</p>}
        <Deeds job={job} sheet={sheet} onOpen={onOpen} />
      </div>
    </li>
  )
}

interface DeedsProps extends Omit<ResultCardProps, 'made'> {
  readonly sheet: Asset | undefined
}

function Deeds({ job, sheet, onOpen }: DeedsProps) {
  const { can, title, assetIds, state } = job
  const creating = usePermission('studio.create')
  const refusal = creating.allowed ? undefined : creating.reason
  const { mutate, isPending, error } = useJobDeed(job)
  const [resultId] = assetIds
  const keeping = useKeptFocus<HTMLDivElement>()
  return (
    <div {...keeping} className="mt-auto flex flex-wrap items-center gap-1.5">
      <StartFailure failure={isCallError(error) ? error : undefined} />
      {resultId !== undefined && (
        <DownloadButton size="small" assetId={resultId} label={`Download ${title}`} />
      )}
      {sheet !== undefined && (
        <Button size="small" onClick={() => onOpen(sheet.id)} aria-label={`Stills of ${title}`}>
          <Images aria-hidden /> Stills
        </Button>
      )}
      {can.includes('cancel') && (
        <Button
          size="small"
          look="danger-plain"
          disabledReason={refusal}
          isBusy={isPending}
          aria-label={`Cancel ${title}`}
          onClick={() => isPending || mutate('cancel')}
        >
          <CircleStop aria-hidden /> Cancel
        </Button>
      )}
      {can.includes('retry') && (
        <Button
          size="small"
          disabledReason={refusal}
          isBusy={isPending}
          aria-label={`Try ${title} again`}
          onClick={() => isPending || mutate('retry')}
        >
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
      {state !== 'succeeded' && (
        <Link {...links.job(job.id)} className={`${loneLinkStyle} ml-auto text-12`}>
          Details<span className="sr-only"> of {title}</span>
        </Link>
      )}
    </div>
  )
}
