import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { countDeadLetters, listDeadLetters } from '@holdfast/kernel/jobs'
import type { operationsRoutes } from '../contract.ts'
import type { OperationsContext } from '../parts.ts'
import { letterOnWire } from './letter-on-wire.ts'

type ListRoute = (typeof operationsRoutes)['listDeadLetters']

/** One page of the jobs of this business that could not be done, newest first. */
export async function listLetters(
  ctx: OperationsContext,
  { query }: RouteInput<ListRoute>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('deadLetters.read')
  const { organisationId } = ctx
  const { items, nextCursor } = await listDeadLetters(ctx, { ...query, organisationId })
  const next = nextCursor === undefined ? {} : { nextCursor }
  return {
    items: items.map(letterOnWire),
    page: { limit: query.limit, hasMore: nextCursor !== undefined, ...next },
    jobs: [...(await countDeadLetters(ctx, { organisationId }))],
  }
}
