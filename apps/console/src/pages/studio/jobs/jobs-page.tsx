import { Outlet, useParams } from '@tanstack/react-router'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { JobsList } from './jobs-list.tsx'

/** What is and was made, and beside it the job that was chosen. On a small screen one or the other. */
export function JobsPage() {
  usePageTitle('Jobs')
  const reading = usePermission('studio.read')
  const { jobId } = useParams({ strict: false })
  if (!reading.allowed) return <Forbidden what="the jobs" reason={reading.reason} />
  return (
    <div className="flex h-full">
      <JobsList openedId={jobId} />
      <Outlet />
    </div>
  )
}
