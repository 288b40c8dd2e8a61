import type { Job } from '@holdfast/studio/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { JobProgress } from '../job/job-progress.tsx'
import { JobStateBadge } from '../job/job-state-badge.tsx'
import { isOver, kindWords } from '../job/job-words.ts'

interface JobRowProps {
  readonly job: Job
  readonly isOpened: boolean
}

/** A job in the list: what it makes and how far it is; all of it opens the job. */
export function JobRow({ job, isOpened }: JobRowProps) {
  const search = useSearch({ from: '/shell/studio/jobs' })
  const now = useNow()
  const { id, kind, title, state, createdAt, failure } = job
  return (
    <li
      className={classNames(
        'relative grid items-center gap-x-6 gap-y-2 border-b px-3 py-2.5 sm:grid-cols-2 md:px-(--gutter)',
        isOpened ? 'bg-ember-wash/70' : 'hover:bg-sunk has-focus-visible:bg-sunk',
      )}
    >
      <div className="min-w-0">
        <Link
          {...links.job(id, search)}
          aria-current={isOpened ? 'true' : undefined}
          className="block truncate rounded-sm font-medium after:absolute after:inset-0"
          title={title}
        >
          {title}
        </Link>
        <p className="truncate text-12 text-faint tabular-nums">
          {kindWords[kind]} ·{' '}
          <time dateTime={createdAt} title={formatMoment(createdAt)}>
            {formatDistance(createdAt, now)}
          </time>
          {failure !== null && ` · ${failure.message}`}
        </p>
      </div>
      {isOver(job) ? (
        <div className="sm:ml-auto">
          <JobStateBadge state={state} />
        </div>
      ) : (
        <JobProgress job={job} isQuiet />
      )}
    </li>
  )
}
