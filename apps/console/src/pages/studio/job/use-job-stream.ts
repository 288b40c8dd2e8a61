import { followStream } from '@holdfast/client'
import type { Job, JobEvent } from '@holdfast/studio/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { gather } from '../../../data/live/gather.ts'
import { jobQuery } from '../data/job-queries.ts'
import { studioKey } from '../data/studio-key.ts'
import { jobAfter, needsLook } from './job-after.ts'
import { isOver } from './job-words.ts'

const lookMs = 4_000

/**
 * Follows a job from behind the event numbered `after`: how far it is shows at once, and what an
 * event does not say is read anew. Answers what has happened since, oldest first. While nobody
 * tells, the job is asked after.
 */
export function useJobStream(job: Job, after: number): readonly JobEvent[] {
  const { id } = job
  const queryClient = useQueryClient()
  const [events, setEvents] = useState<readonly JobEvent[]>([])
  const [isTold, setTold] = useState(false)
  useEffect(() => {
    const { queryKey } = jobQuery(id)
    const changed = gather<string>(() => {
      void queryClient.invalidateQueries({ queryKey })
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'jobs'] })
    })
    const following = followStream<JobEvent>(
      { path: `/studio/jobs/${id}/events/stream`, after },
      {
        onEvent(event) {
          setEvents((before) => [...before, event])
          const before = queryClient.getQueryData(queryKey)
          if (before === undefined || needsLook(before, event)) changed.add([id])
          queryClient.setQueryData(queryKey, (known) => known && jobAfter(known, event))
        },
        onStatus: (status) => setTold(status === 'open'),
      },
    )
    return () => {
      following.close()
      changed.stop()
    }
  }, [queryClient, id, after])
  useQuery({ ...jobQuery(id), refetchInterval: isTold || isOver(job) ? false : lookMs })
  return events
}
