import type { Job } from '@holdfast/studio/contract'
import { isOver } from '../../job/job-words.ts'

/** `2 of 4 are done`: of those that were begun together with what is under way. */
export function spokenResults(jobs: readonly Pick<Job, 'state' | 'createdAt'>[]): string {
  const open = jobs.filter((job) => !isOver(job))
  const begun = new Set(open.map(({ createdAt }) => createdAt))
  const together = jobs.filter(({ createdAt }) => begun.has(createdAt))
  const done = together.filter(({ state }) => state === 'succeeded').length
  return `${done} of ${together.length} are done`
}
