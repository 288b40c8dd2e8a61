import type { Job } from '@holdfast/studio/contract'
import type { ReactNode } from 'react'
import { useMe } from '../../../data/session.ts'
import { formatMoment } from '../../../format/moments.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { counted } from '../../credits/credit-words.ts'
import { isOver } from '../job/job-words.ts'

/** What is known of it: for whom, since when, and what it costs. */
export function JobFacts({ job }: { readonly job: Job }) {
  const { person } = useMe()
  const { createdBy, createdAt, startedAt, endedAt, variant, seed, attempt, correlationId } = job
  return (
    <dl className="studio-facts">
      <Fact label="Asked for">
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>{' '}
        {createdBy === person.id ? 'by you' : 'by a colleague or a program'}
      </Fact>
      {startedAt !== null && (
        <Fact label="Begun">
          <time dateTime={startedAt}>{formatMoment(startedAt)}</time>
          {attempt > 1 && `, tried ${attempt} times`}
        </Fact>
      )}
      {endedAt !== null && (
        <Fact label="Ended">
          <time dateTime={endedAt}>{formatMoment(endedAt)}</time>
        </Fact>
      )}
      {variant !== null && (
        <Fact label="Variant">
          {variant}
          {seed !== null && `, seed ${seed}`}
        </Fact>
      )}
      <Fact label="Costs">{costWords(job)}</Fact>
      <Fact label="Request">
        <span className="flex items-center gap-0.5">
          <code className="truncate font-mono text-12" title={correlationId}>
            {correlationId}
          </code>
          <CopyButton text={correlationId} what="correlation id" />
        </span>
      </Fact>
    </dl>
  )
}

function costWords(job: Job): string {
  const { credits, state } = job
  if (!isOver(job)) return `${counted(credits)}, set aside`
  return state === 'succeeded' ? counted(credits) : `Nothing: ${counted(credits)} given back`
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  )
}
