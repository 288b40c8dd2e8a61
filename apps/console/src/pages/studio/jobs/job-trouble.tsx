import type { Job } from '@holdfast/studio/contract'
import { Notice } from '../../../ui/notice.tsx'
import { ErrorId } from '../../../ui/states/error-id.tsx'
import { failureWords, isOver } from '../job/job-words.ts'

/** What went wrong, what it means and what to do, with what to name when asking for help. */
export function JobTrouble({ job }: { readonly job: Job }) {
  const { failure, correlationId } = job
  if (failure === null) return null
  const isFinal = isOver(job)
  return (
    <Notice tone={isFinal ? 'danger' : 'warning'} role="status" title={failure.message}>
      <p className="text-soft">
        {isFinal ? failureWords[failure.class] : 'It is tried again by itself.'}
      </p>
      <ErrorId code={failure.code} id={correlationId} />
    </Notice>
  )
}
