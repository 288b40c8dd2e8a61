import type { RouteInput } from '@holdfast/kernel/contract'
import type { Job, jobRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { jobWithAssets } from './job-on-wire.ts'
import { requireJob } from './job-rows.ts'

/** How far something is, and what it has made. */
export async function showJob(
  ctx: StudioContext,
  { params }: RouteInput<(typeof jobRoutes)['showJob']>,
): Promise<Job> {
  ctx.permit('studio.read')
  return jobWithAssets(ctx.kysely, await requireJob(ctx.kysely, ctx, params.id))
}
