import type { Job } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useCallback, useState } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Button } from '../../../ui/button.tsx'
import { PanelSkeleton } from '../../../ui/panel/panel-skeleton.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { jobQuery } from '../data/job-queries.ts'
import { JobProgress } from '../job/job-progress.tsx'
import { isOver } from '../job/job-words.ts'
import { useJobStream } from '../job/use-job-stream.ts'
import { JobActions } from './job-actions.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobFiles } from './job-files.tsx'
import { JobHeader } from './job-header.tsx'
import { JobTimeline } from './job-timeline.tsx'
import { JobTrouble } from './job-trouble.tsx'

/** One job beside the list: how far it is, what can be done, what it made and what happened. */
export function JobPanel() {
  const { jobId } = useParams({ from: '/shell/studio/jobs/$jobId' })
  const query = useQuery(jobQuery(jobId))
  const close = useClose()
  const { Title } = usePanelHeadings()
  const job = query.data
  usePageTitle(job?.title ?? 'Job')
  return (
    <section
      aria-label="Job"
      className="relative flex w-full min-w-0 flex-col overflow-y-auto bg-raised lg:w-[456px] lg:shrink-0 lg:border-l xl:w-[480px]"
    >
      {job === undefined && <Title className="sr-only">Job</Title>}
      {job === undefined && query.error !== null && (
        <Failure
          error={query.error}
          retry={() => void query.refetch()}
          notFound={<Missing onClose={close} />}
        />
      )}
      {job === undefined && query.error === null && <PanelSkeleton what="the job" />}
      {job !== undefined && (
        <article key={job.id} className="max-w-2xl animate-in fade-in-0 duration-150">
          <JobHeader job={job} onClose={close} />
          {query.isError && (
            <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
          )}
          <Shown job={job} />
        </article>
      )}
    </section>
  )
}

function Shown({ job }: { readonly job: Job }) {
  const [openedAt] = useState(job.lastEvent)
  const told = useJobStream(job, openedAt)
  return (
    <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
      {!isOver(job) && <JobProgress job={job} />}
      <JobTrouble job={job} />
      <JobActions job={job} />
      <JobFiles job={job} />
      <JobFacts job={job} />
      <JobTimeline jobId={job.id} openedAt={openedAt} told={told} />
    </div>
  )
}

/** Back to the list as it was. */
function useClose(): () => void {
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/studio/jobs' })
  const close = useCallback(() => void navigate(links.jobs(search)), [navigate, search])
  useCloseKey({ title: 'Close the job', group: 'Everywhere' }, close)
  return close
}

function Missing({ onClose }: { readonly onClose: () => void }) {
  return (
    <StateFrame
      Icon={SearchX}
      title="There is no such job"
      text="The address may have a typing error, or the job belongs to another business."
    >
      <Button onClick={onClose}>Back to the list</Button>
    </StateFrame>
  )
}
