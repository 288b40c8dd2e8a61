import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { listEvents, type ListedEvent } from '@holdfast/kernel/events'
import type { AuditEntry, operationsRoutes } from '../contract.ts'
import type { OperationsContext, OperationsParts } from '../parts.ts'

type ListRoute = (typeof operationsRoutes)['listAuditTrail']

/** One page of everything that happened in this business, newest first, with who did it. */
export async function listAuditTrail(
  ctx: OperationsContext,
  { query }: RouteInput<ListRoute>,
  { namesOf }: Pick<OperationsParts, 'namesOf'>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('audit.read')
  const { organisationId } = ctx
  const { limit, cursor, type, id, from, until } = query
  const { events, hasMore } = await listEvents(ctx, {
    organisationId,
    type,
    id,
    limit,
    before: cursor,
    from: instantOf(from),
    until: instantOf(until),
  })
  const actorIds = new Set(events.map(({ actorId }) => actorId))
  const known = [...actorIds].filter((actorId) => ['staff', 'machine'].includes(sideOf(actorId)))
  const names = await namesOf(ctx.kysely, organisationId, known)
  const last = hasMore ? events.at(-1) : undefined
  return {
    items: events.map((event) => entryOf(event, names.get(event.actorId))),
    page: { limit, hasMore, ...(last ? { nextCursor: last.position } : {}) },
  }
}

function entryOf(event: ListedEvent, name: string | undefined): AuditEntry {
  const { id, type, actorId, subject, correlationId, data, seal } = event
  return {
    id,
    at: event.happenedAt.toISOString(),
    type,
    by: sideOf(actorId),
    actor: { id: actorId, ...(name === undefined ? {} : { name }) },
    ...(subject === undefined ? {} : { subject }),
    correlationId,
    data: { ...data },
    ...(seal === undefined ? {} : { seal: Number(seal) }),
  }
}

function sideOf(actorId: string): AuditEntry['by'] {
  if (actorId.startsWith('guest')) return 'guest'
  if (actorId.startsWith('key:')) return 'machine'
  return actorId.startsWith('system') ? 'system' : 'staff'
}

function instantOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
