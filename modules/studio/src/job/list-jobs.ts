import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { jobRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { jobsOnWire } from './job-on-wire.ts'
import { selectJobs, type JobRecord } from './job-rows.ts'

type Route = (typeof jobRoutes)['listJobs']

// Ids begin with the time at which they were given.
const pager = createPager({
  columns: ['j.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: ({ id }: JobRecord) => [id] as const,
})

/** One page of what is and was made for the organisation, newest first. */
export async function listJobs(
  ctx: StudioContext,
  { query }: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  const { state = [], kind = [], projectId } = query
  let wanted = selectJobs(ctx.kysely, ctx)
  if (state.length > 0) wanted = wanted.where('j.state', 'in', state)
  if (kind.length > 0) wanted = wanted.where('j.kind', 'in', kind)
  if (projectId !== undefined) wanted = wanted.where('j.project_id', '=', projectId)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows, query, total)
  return { items: await jobsOnWire(ctx.kysely, items), page }
}

async function count(jobs: ReturnType<typeof selectJobs>): Promise<number> {
  const row = await jobs
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
