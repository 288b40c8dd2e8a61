import type { Job } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Panel } from '../../../ui/panel/panel.tsx'
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
  usePageTitle(query.data?.title ?? 'Job')
  return (
    <Panel
      name="Job"
      query={query}
      missing="The address may have a typing error, or the job belongs to another business."
      onClose={close}
    >
      {(job, stale) => (
        <>
          <JobHeader job={job} onClose={close} />
          {stale}
          <Shown job={job} />
        </>
      )}
    </Panel>
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
