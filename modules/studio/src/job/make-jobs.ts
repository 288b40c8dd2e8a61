import { defineJob, type Job } from '@holdfast/kernel/jobs'
import { z } from 'zod'
import type { JobKind } from '../contract.ts'

export const makeInput = z.strictObject({ jobId: z.uuid() })

/** How often it is tried in all: also after workers that died. */
export const mostAttempts = 5

const minute = 60_000

/** In the queue: one job for each run of a job of that kind. */
export const makeJobs = {
  mix: makeJob('studio.makeMix', 60 * minute),
  avatarUpload: makeJob('studio.makeAvatarOfUpload', 10 * minute),
  avatarGenerate: makeJob('studio.generateAvatar', 10 * minute),
} as const satisfies Record<JobKind, Job>

/**
 * The deadline is the backstop for a worker that does not notice its own: what makes it has a
 * shorter one.
 */
function makeJob(name: string, deadlineMs: number): Job<typeof makeInput> {
  const retry = { attempts: mostAttempts, firstMs: 2_000, capMs: 60_000 }
  return defineJob({ name, input: makeInput, deadlineMs, retry })
}
