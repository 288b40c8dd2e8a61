import type { Job, JobEvent } from '@holdfast/studio/contract'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { gather, type Gathered } from '../../../data/live/gather.ts'
import { jobQuery } from '../data/job-queries.ts'
import { studioKey } from '../data/studio-key.ts'
import { jobAfter } from './job-after.ts'

type Pages = InfiniteData<{ readonly items: readonly Job[] }>

const listsKey = [...studioKey, 'jobs'] as const

/** Shows what an event says of a job wherever that job is shown. */
export function showEvent(queryClient: QueryClient, jobId: string, event: JobEvent): void {
  const after = (job: Job) => (job.id === jobId ? jobAfter(job, event) : job)
  queryClient.setQueryData(jobQuery(jobId).queryKey, (job) => job && after(job))
  queryClient.setQueriesData<Pages>(
    { queryKey: listsKey },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map(after) })),
      },
  )
}

/** Has jobs read anew whose state has changed: an event does not say what they made. */
export function lookAgain(queryClient: QueryClient): Gathered<string> {
  return gather<string>((ids) => {
    void queryClient.invalidateQueries({ queryKey: listsKey })
    for (const id of ids) void queryClient.invalidateQueries({ queryKey: jobQuery(id).queryKey })
  })
}
