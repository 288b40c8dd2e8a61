import { isCallError } from '@holdfast/client'
import type { Job } from '@holdfast/studio/contract'
import { Link } from '@tanstack/react-router'
import { CircleStop, Clapperboard, RotateCw } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Button } from '../../../ui/button.tsx'
import { useJobDeed } from '../job/use-job-deed.ts'
import { Cost } from '../parts/cost.tsx'
import { StartFailure } from '../parts/start-failure.tsx'
import { useKeptFocus } from '../../../ui/use-kept-focus.ts'

/** What can be asked of a job now. What one may not do says why; what makes no sense is not there. */
export function JobActions({ job }: { readonly job: Job }) {
  const { can, projectId, kind } = job
  const creating = usePermission('studio.create')
  const refusal = creating.allowed ? undefined : creating.reason
  const { mutate, isPending, error } = useJobDeed(job)
  const mayRetry = can.includes('retry')
  const keeping = useKeptFocus<HTMLDivElement>()
  if (can.length === 0 && projectId === null) return null
  return (
    <div className="flex flex-col gap-3">
      <div {...keeping} className="flex flex-wrap gap-1.5">
        {mayRetry && (
          <Button
            look="primary"
            disabledReason={refusal}
            isBusy={isPending}
            onClick={() => isPending || mutate('retry')}
          >
            <RotateCw aria-hidden /> Try again
          </Button>
        )}
        {can.includes('cancel') && (
          <Button
            look="danger-plain"
            disabledReason={refusal}
            isBusy={isPending}
            onClick={() => isPending || mutate('cancel')}
          >
            <CircleStop aria-hidden /> Cancel the job
          </Button>
        )}
        {projectId !== null && kind === 'mix' && (
          <Link {...links.project(projectId)} className={buttonStyle()}>
            <Clapperboard aria-hidden /> Open its project
          </Link>
        )}
      </div>
      {mayRetry && <Cost operation={`studio.${kind}`} />}
      <StartFailure failure={isCallError(error) ? error : undefined} />
    </div>
  )
}
