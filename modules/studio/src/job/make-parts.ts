import type { Checkpoints } from '../checkpoint/checkpoints.ts'
import type { JobKind } from '../contract.ts'
import type { StudioJob, StudioParts } from '../parts.ts'
import type { Cancellations } from './cancellations.ts'
import type { JobMetrics } from './job-metrics.ts'
import type { Maker } from './maker.ts'

/** What an attempt works with. */
export interface MakeParts extends Pick<
  StudioParts,
  'files' | 'credits' | 'limits' | 'clock' | 'workFolder'
> {
  readonly makers: ReadonlyMap<JobKind, Maker>
  readonly openCheckpoints: OpenCheckpoints
  readonly cancellations: Cancellations
  readonly metrics: JobMetrics
}

/** The steps that are kept for the organisation of an attempt, which works in `folder`. */
export type OpenCheckpoints = (attempt: {
  readonly ctx: StudioJob
  readonly folder: string
  readonly signal: AbortSignal
}) => Checkpoints
