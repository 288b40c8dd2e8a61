import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { jobRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { readJobEvents } from './job-events.ts'
import { requireJob } from './job-rows.ts'

type Route = (typeof jobRoutes)['listJobEvents']

/** One page of what happened to a job, oldest first; the next one is behind its last number. */
export async function listJobEvents(
  ctx: StudioContext,
  { params, query: { after, limit } }: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const { id: jobId } = await requireJob(ctx.kysely, ctx, params.id)
  const events = await readJobEvents(ctx.kysely, { jobId, after, limit: limit + 1 })
  return { items: events.slice(0, limit), page: { limit, hasMore: events.length > limit } }
}
