import type { Job } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListVideo } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { ListFrame } from '../../../ui/list/list-frame.tsx'
import { ListRows } from '../../../ui/list/list-rows.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Select } from '../../../ui/select.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { jobsQuery } from '../data/job-queries.ts'
import { useOpenJobs } from '../job/use-open-jobs.ts'
import { kindWords } from '../job/job-words.ts'
import { readStudioSearch } from '../studio-search.ts'
import { JobRow } from './job-row.tsx'
import { jobViews, wantedJobs } from './job-views.ts'

const views = [
  { value: undefined, label: 'All' },
  ...Object.entries(jobViews).map(([value, { label }]) => ({ value, label })),
]

/** The jobs that the address asks for, newest first. */
export function JobsList({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/studio/jobs' })
  const navigate = useNavigate()
  const query = useInfiniteQuery(jobsQuery(wantedJobs(search)))
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate(links.jobs(readStudioSearch({ ...search, ...changes })))
  return (
    <ListFrame
      title="Jobs"
      label="List of jobs"
      hasOpened={openedId !== undefined}
      filters={
        <>
          <ViewChoice
            label="Which jobs"
            options={views}
            value={search.show}
            onChoose={(show) => change({ show })}
          />
          <Select
            aria-label="What is made"
            className="w-48"
            value={search.kind ?? ''}
            onChange={({ target }) => change({ kind: target.value })}
          >
            <option value="">All kinds</option>
            {Object.entries(kindWords).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </>
      }
    >
      <ListRows query={query} what="the jobs" older="older jobs">
        {(jobs) => <Rows jobs={jobs} openedId={openedId} />}
      </ListRows>
    </ListFrame>
  )
}

interface RowsProps {
  readonly jobs: readonly Job[]
  readonly openedId: string | undefined
}

function Rows({ jobs, openedId }: RowsProps) {
  const { show, kind } = useSearch({ from: '/shell/studio/jobs' })
  const isAll = show === undefined && kind === undefined
  useOpenJobs(jobs)
  if (jobs.length === 0) {
    return (
      <StateFrame
        Icon={ListVideo}
        title={isAll ? 'Nothing was made yet' : 'No job is like that now'}
        text={
          isAll
            ? 'Each video and each avatar that you make has its job here: how far it is, and what became of it.'
            : 'Choose another view above to see the others.'
        }
      />
    )
  }
  return (
    <ul aria-label="Jobs, newest first">
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} isOpened={job.id === openedId} />
      ))}
    </ul>
  )
}
