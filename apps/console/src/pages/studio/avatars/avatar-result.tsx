import type { Job } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { links } from '../../../data/links.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Card } from '../../../ui/card.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { assetQuery } from '../data/asset-queries.ts'
import { jobQuery } from '../data/job-queries.ts'
import { JobProgress } from '../job/job-progress.tsx'
import { JobStateBadge } from '../job/job-state-badge.tsx'
import { isOver, jobStateWords } from '../job/job-words.ts'
import { useJobStream } from '../job/use-job-stream.ts'
import { JobTrouble } from '../jobs/job-trouble.tsx'
import { DownloadButton } from '../parts/download-button.tsx'
import { MediaView } from '../parts/media-view.tsx'

interface AvatarResultProps {
  readonly jobId: string
  readonly onClose: () => void
}

/** The avatar that was asked for last: how far it is, then the picture itself. */
export function AvatarResult({ jobId, onClose }: AvatarResultProps) {
  const { data: job, error, refetch } = useQuery(jobQuery(jobId))
  return (
    <Card
      title="The last one"
      actions={
        <IconButton size="icon-small" label="Close the last one" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      }
    >
      {job === undefined && error !== null && (
        <Failure error={error} retry={() => void refetch()} />
      )}
      {job !== undefined && <Shown job={job} />}
    </Card>
  )
}

function Shown({ job }: { readonly job: Job }) {
  const [openedAt] = useState(job.lastEvent)
  useJobStream(job, openedAt)
  const [assetId] = job.assetIds
  return (
    <div className="flex flex-col gap-3 px-4 py-4">
      {!isOver(job) && <JobProgress job={job} />}
      <div role="status" className="sr-only">
        {isOver(job) && jobStateWords[job.state].label}
      </div>
      <JobTrouble job={job} />
      {isOver(job) && job.state !== 'succeeded' && (
        <div>
          <JobStateBadge state={job.state} />
        </div>
      )}
      {assetId !== undefined && <Made assetId={assetId} />}
      <Link {...links.job(job.id)} className={buttonStyle({ look: 'quiet', size: 'small' })}>
        How it was made
      </Link>
    </div>
  )
}

function Made({ assetId }: { readonly assetId: string }) {
  const { data: asset, error, refetch } = useQuery(assetQuery(assetId))
  if (asset === undefined) {
    return error === null ? null : <Failure error={error} retry={() => void refetch()} />
  }
  const { label, attribution } = asset
  return (
    <>
      <MediaView asset={asset} isSquare />
      <p className="text-12 text-faint">
        {label !== null && `${label}. `}
        {attribution !== null && `Where you show it, name: ${attribution}`}
      </p>
      <div className="flex flex-wrap gap-1.5">
        <DownloadButton assetId={assetId} look="primary" />
        <Link {...links.asset(assetId)} className={buttonStyle()}>
          Open in the library
        </Link>
      </div>
    </>
  )
}
