import type { Job } from '@holdfast/studio/contract'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { doingWords, leftWords, spokenProgress } from './job-words.ts'

interface JobProgressProps {
  readonly job: Pick<Job, 'state' | 'stage' | 'percent' | 'leftMs' | 'title'>
  /** Among others that move as well: something else says how far all of them are. */
  readonly isQuiet?: boolean
  /** Where there is little room: how long it takes has a line of its own, also before it is known. */
  readonly isNarrow?: boolean
}

/** How far it is: a bar, what it is doing, and how long it will take. */
export function JobProgress({ job, isQuiet = false, isNarrow = false }: JobProgressProps) {
  const { percent, title } = job
  const left = leftWords(job)
  const doing = doingWords(job)
  return (
    <div className="min-w-0">
      <ProgressBar percent={percent} label={`Progress of ${title}`} text={doing} />
      <p className="mt-1 flex justify-between gap-x-3 text-12 text-soft tabular-nums">
        <span className={isNarrow ? 'truncate' : ''} title={isNarrow ? doing : undefined}>
          {doing}
          {!isNarrow && left !== '' && <span className="text-faint"> · {left}</span>}
        </span>
        <span className="shrink-0">{percent}%</span>
      </p>
      {isNarrow && <p className="min-h-4 text-12 leading-4 text-faint">{left}</p>}
      {!isQuiet && (
        <p role="status" className="sr-only">
          {spokenProgress(job)}
        </p>
      )}
    </div>
  )
}
