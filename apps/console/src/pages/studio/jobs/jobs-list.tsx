import type { Job } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListVideo } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { classNames } from '../../../ui/class-names.ts'
import { MoreButton } from '../../../ui/list/more-button.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Select } from '../../../ui/select.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
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
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate(links.jobs(readStudioSearch({ ...search, ...changes })))
  return (
    <section
      aria-label="List of jobs"
      className={classNames(
        'flex min-w-0 flex-1 flex-col',
        openedId !== undefined && 'hidden lg:flex',
      )}
    >
      <div className="flex min-h-14 items-center px-3 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">Jobs</h1>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pb-3 md:px-(--gutter)">
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
      </div>
      <Listed openedId={openedId} />
    </section>
  )
}

function Listed({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/studio/jobs' })
  const query = useInfiniteQuery(jobsQuery(wantedJobs(search)))
  const jobs = query.data?.pages.flatMap(({ items }) => items)
  useOpenJobs(jobs ?? [])
  return (
    <div className="relative min-h-0 flex-1 overflow-auto border-t">
      {query.isError && jobs !== undefined && !query.isFetchNextPageError && (
        <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
      )}
      {jobs === undefined &&
        (query.error === null ? (
          <div className="p-3 md:px-(--gutter)">
            <RowsSkeleton what="the jobs" />
          </div>
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ))}
      {jobs !== undefined && <Rows jobs={jobs} openedId={openedId} />}
      <MoreButton query={query} what="older jobs" />
    </div>
  )
}

interface RowsProps {
  readonly jobs: readonly Job[]
  readonly openedId: string | undefined
}

function Rows({ jobs, openedId }: RowsProps) {
  const { show, kind } = useSearch({ from: '/shell/studio/jobs' })
  const isAll = show === undefined && kind === undefined
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
