import { bindJob, type Module } from '@holdfast/kernel/module'
import type { StudioJob } from '../parts.ts'
import { forgetCheckpoints, sweepCheckpoints, usuallyKept } from './sweep-checkpoints.ts'

export function checkpointJobs(): NonNullable<Module['jobs']> {
  return [bindJob(sweepCheckpoints, (ctx: StudioJob) => forgetCheckpoints(ctx, usuallyKept))]
}
