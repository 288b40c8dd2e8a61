import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { projectRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { projectOnWire, selectProjects, type ProjectRecord } from './project-rows.ts'

type Route = (typeof projectRoutes)['listProjects']

const pager = createPager({
  columns: ['p.changed_at', 'p.id'],
  direction: 'desc',
  key: z.tuple([z.iso.datetime(), z.uuid()]),
  keyOf: ({ changed_at, id }: ProjectRecord) => [changed_at.toISOString(), id] as const,
})

/** One page, the one that was changed last first. With an offset, also how many there are. */
export async function listProjects(
  ctx: StudioContext,
  { query }: Pick<RouteInput<Route>, 'query'>,
): Promise<RouteOutput<Route>> {
  ctx.permit('studio.read')
  let wanted = selectProjects(ctx.kysely, ctx)
  if (query.kind !== undefined) wanted = wanted.where('p.kind', '=', query.kind)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows, query, total)
  return { items: items.map(projectOnWire), page }
}

async function count(projects: ReturnType<typeof selectProjects>): Promise<number> {
  const row = await projects
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
