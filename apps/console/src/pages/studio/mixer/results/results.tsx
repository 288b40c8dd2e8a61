import type { Job } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { FolderDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { PagedRows } from '../../../../ui/list/paged-rows.tsx'
import { RowsSkeleton } from '../../../../ui/states/rows-skeleton.tsx'
import { useAssetsOf } from '../../data/use-assets-of.ts'
import { jobsQuery } from '../../data/job-queries.ts'
import { useOpenJobs } from '../../job/use-open-jobs.ts'
import { isOver } from '../../job/job-words.ts'
import { PreviewDialog } from '../../library/preview-dialog.tsx'
import { archiveUrl, mostArchived, saveFrom } from '../../parts/save-from.ts'
import { ResultCard } from './result-card.tsx'
import { spokenResults } from './spoken-results.ts'

/** What is and was made of a project, each as far as it is. */
export function Results({ projectId }: { readonly projectId: string }) {
  const query = useInfiniteQuery(jobsQuery({ projectId }))
  const [openId, setOpenId] = useState<string>()
  const jobs = query.data?.pages.flatMap(({ items }) => items) ?? []
  const { assets } = useAssetsOf(jobs.flatMap(({ assetIds }) => assetIds))
  useOpenJobs(jobs)
  return (
    <Card title="What was made" actions={<Summary jobs={jobs} />}>
      <PagedRows
        query={query}
        skeleton={
          <div className="p-3">
            <RowsSkeleton what="the videos" />
          </div>
        }
        older="older videos"
      >
        {() =>
          jobs.length === 0 ? (
            <p className="px-4 py-3 text-soft">
              Nothing yet. What you make appears here while it is made, and stays in the library.
            </p>
          ) : (
            <ul aria-label="Videos, newest first" className="studio-cards">
              {jobs.map((job) => (
                <ResultCard
                  key={job.id}
                  job={job}
                  made={job.assetIds.map((id) => assets.get(id))}
                  onOpen={setOpenId}
                />
              ))}
            </ul>
          )
        }
      </PagedRows>
      {openId !== undefined && (
        <PreviewDialog key={openId} assetId={openId} onClose={() => setOpenId(undefined)} />
      )}
    </Card>
  )
}

function Summary({ jobs }: { readonly jobs: readonly Job[] }) {
  const made = jobs.flatMap(({ assetIds: [result] }) => (result === undefined ? [] : [result]))
  return (
    <div className="flex items-center gap-3">
      <p role="status" className="text-12 text-faint tabular-nums">
        {jobs.some((job) => !isOver(job)) ? spokenResults(jobs) : ''}
      </p>
      {made.length > 1 && (
        <Button size="small" onClick={() => saveFrom(archiveUrl(made.slice(0, mostArchived)))}>
          <FolderDown aria-hidden /> All as zip
        </Button>
      )}
    </div>
  )
}
