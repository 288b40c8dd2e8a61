import { bind, bindJob, bindStream, type Context, type Module } from '@holdfast/kernel/module'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import { jobKinds, jobRoutes, type JobKind } from '../contract.ts'
import type { StudioContext, StudioJob } from '../parts.ts'
import { cancelJob } from './cancel-job.ts'
import { createCancellations } from './cancellations.ts'
import { findFollowed, followJob } from './follow-job.ts'
import { createJobMetrics } from './job-metrics.ts'
import { listJobEvents } from './list-job-events.ts'
import { listJobs } from './list-jobs.ts'
import { makeJob } from './make-job.ts'
import { makeJobs } from './make-jobs.ts'
import type { MakeParts } from './make-parts.ts'
import type { Maker } from './maker.ts'
import { reconcileJobs } from './reconcile-jobs.ts'
import { retryJob } from './retry-job.ts'
import { showJob } from './show-job.ts'

export interface JobOptions extends Omit<MakeParts, 'makers' | 'cancellations' | 'metrics'> {
  readonly database: Database<unknown>
  /** Tells workers of cancelled jobs. */
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  /** Who follows what happens to a job. */
  readonly streams: Pick<ObjectStreams, 'open'>
  readonly metrics: Metrics
  readonly makers: readonly Maker[]
  /** How many of a kind one worker makes at once; 2 mixes and 4 of the others unless told. */
  readonly atOnce?: Partial<Record<JobKind, number>>
}

const usuallyAtOnce: Readonly<Record<JobKind, number>> = {
  mix: 2,
  avatarUpload: 4,
  avatarGenerate: 4,
}

const reconcileEveryMs = 10_000

/** What the jobs of the studio give to its module. */
export function jobBindings(options: JobOptions): Pick<Module, 'routes' | 'jobs' | 'schedules'> {
  const parts = makePartsOf(options)
  const atOnce = { ...usuallyAtOnce, ...options.atOnce }
  const make = (ctx: StudioJob, input: { readonly jobId: string }) => makeJob(ctx, input, parts)
  return {
    routes: [
      bind(jobRoutes.listJobs, listJobs),
      bind(jobRoutes.showJob, showJob),
      bind(jobRoutes.cancelJob, (ctx: StudioContext, input) => cancelJob(ctx, input, options)),
      bind(jobRoutes.retryJob, (ctx: StudioContext, input) => retryJob(ctx, input, options)),
      bind(jobRoutes.listJobEvents, listJobEvents),
      bindStream(jobRoutes.streamJobEvents, followJob(options), findFollowed),
    ],
    jobs: jobKinds.map((kind) => bindJob({ ...makeJobs[kind], atOnce: atOnce[kind] }, make)),
    schedules: [
      {
        name: 'studio.reconcileJobs',
        everyMs: reconcileEveryMs,
        run: (ctx: Context<unknown>) =>
          reconcileJobs(ctx, { ...parts, database: options.database }),
      },
    ],
  }
}

function makePartsOf(options: JobOptions): MakeParts {
  const { clock, metrics, listener, makers } = options
  return {
    ...options,
    makers: new Map(makers.map((maker) => [maker.kind, maker])),
    cancellations: createCancellations(listener),
    metrics: createJobMetrics(metrics, () => clock.monotonicMs()),
  }
}
