import type { Job, JobKind, JobState } from '@holdfast/studio/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { isOver } from '../job/job-words.ts'
import { pageFrom, paged } from './next-page.ts'
import { api } from './studio-api.ts'
import { studioKey } from './studio-key.ts'

export interface WantedJobs {
  readonly states?: readonly JobState[]
  readonly kind?: JobKind | undefined
  readonly projectId?: string | undefined
}

const pageSize = 50
/** Whoever is told of jobs needs this only when something was missed. */
const movingMs = 15_000

/** The jobs, newest first, page after page; looked at again while one of them is on its way. */
export function jobsQuery({ states = [], kind, projectId }: WantedJobs) {
  return infiniteQueryOptions({
    queryKey: [...studioKey, 'jobs', states, kind ?? '', projectId ?? ''] as const,
    queryFn: ({ signal, pageParam }) =>
      api.jobs.listJobs(
        {
          query: {
            ...pageFrom(pageParam, pageSize),
            ...(states.length === 0 ? {} : { state: [...states] }),
            ...(kind === undefined ? {} : { kind: [kind] }),
            ...(projectId === undefined ? {} : { projectId }),
          },
        },
        { signal },
      ),
    ...paged,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => !items.every(isOver)) === true && movingMs,
  })
}

export function jobQuery(jobId: string) {
  return queryOptions({
    queryKey: [...studioKey, 'job', jobId] as const,
    queryFn: ({ signal }) => api.jobs.showJob({ params: { id: jobId } }, { signal }),
  })
}

const eventsSize = 500

/** What has happened to a job, page after page in their order; what has happened never changes. */
export function pastEventsQuery(job: Pick<Job, 'id' | 'lastEvent'>) {
  return infiniteQueryOptions({
    queryKey: ['studio-events', job.id, job.lastEvent] as const,
    queryFn: ({ signal, pageParam }) =>
      api.jobs.listJobEvents(
        { params: { id: job.id }, query: { after: pageParam, limit: eventsSize } },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ items, page }) => (page.hasMore ? items.at(-1)?.number : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
