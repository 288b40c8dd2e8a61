import type { Job } from '@holdfast/studio/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { jobLine } from './job-line.ts'
import { lookAgain, showEvent } from './job-news.ts'
import { isOver } from './job-words.ts'

/** As many as one line may follow, with some room for the page of one. */
const mostFollowed = 40

/** Follows those of a list that are on their way: how far they are shows as it is told. */
export function useOpenJobs(jobs: readonly Job[]): void {
  const queryClient = useQueryClient()
  const open = jobs.filter((job) => !isOver(job)).slice(0, mostFollowed)
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  const ids = open.map(({ id }) => id).join(' ')
  useEffect(() => {
    const changed = lookAgain(queryClient)
    const stops = ids.split(' ').map((id) => {
      const job = latest.current.find((one) => one.id === id)
      if (job === undefined) return () => undefined
      let known = job.state
      return jobLine.follow(id, {
        after: job.lastEvent,
        onEvent(event) {
          if (event.state !== known) changed.add([id])
          known = event.state
          showEvent(queryClient, id, event)
        },
      })
    })
    return () => {
      for (const stop of stops) stop()
      changed.stop()
    }
  }, [queryClient, ids])
}
