import type { Job, JobEvent } from '@holdfast/studio/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { jobQuery } from '../data/job-queries.ts'
import { jobLine } from './job-line.ts'
import { lookAgain, showEvent } from './job-news.ts'
import { isOver } from './job-words.ts'

/** Whoever is told needs this only when something was missed. */
const lookMs = 15_000

/**
 * Follows a job from behind the event numbered `after`: how far it is shows at once, and what an
 * event does not say is read anew. Answers what has happened since, oldest first.
 */
export function useJobStream(job: Job, after: number): readonly JobEvent[] {
  const { id } = job
  const queryClient = useQueryClient()
  const [events, setEvents] = useState<readonly JobEvent[]>([])
  useEffect(() => {
    const changed = lookAgain(queryClient)
    let known: string | undefined
    const stop = jobLine.follow(id, {
      after,
      onEvent(event) {
        setEvents((before) => [...before, event])
        if (event.state !== known) changed.add([id])
        known = event.state
        showEvent(queryClient, id, event)
      },
      onAnew() {
        setEvents([])
        changed.add([id])
      },
    })
    return () => {
      stop()
      changed.stop()
    }
  }, [queryClient, id, after])
  useQuery({ ...jobQuery(id), refetchInterval: isOver(job) ? false : lookMs })
  return events
}
