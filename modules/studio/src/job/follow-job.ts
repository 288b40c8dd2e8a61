import type { RouteInput } from '@holdfast/kernel/contract'
import type { StreamCall } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import type { ObjectEvents, ObjectStreams } from '@holdfast/kernel/realtime'
import { jobRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import type { StudioTables } from '../tables.ts'
import { readJobEvents } from './job-events.ts'
import { requireJob } from './job-rows.ts'

type Route = (typeof jobRoutes)['streamJobEvents']

/** Notified by the table itself, in the transaction of each event. */
const channel = 'studio_job'

/** Throws `studio.unknownJob` before anything is streamed. */
export async function findFollowed(
  ctx: StudioContext,
  { params }: Pick<RouteInput<Route>, 'params'>,
): Promise<void> {
  ctx.permit('studio.read')
  await requireJob(ctx.kysely, ctx, params.id)
}

/** Tells what happens to a job while it does, everything that was missed before. */
export function followJob({
  database,
  streams,
}: {
  readonly database: Database<unknown>
  readonly streams: Pick<ObjectStreams, 'open'>
}) {
  return async (call: StreamCall): Promise<void> => {
    const { id } = jobRoutes.streamJobEvents.request.params.parse(call.params)
    await streams.open(call, eventsOfJob(database, id.toLowerCase()))
  }
}

/** Where the events of one job are read. */
export function eventsOfJob(database: Database<unknown>, jobId: string): ObjectEvents {
  return {
    channel,
    id: jobId,
    async read(after, limit) {
      const { kysely } = database.withTypes<StudioTables>()
      const events = await readJobEvents(kysely, { jobId, after, limit })
      return events.map((event) => ({ sequence: event.number, ...event }))
    },
  }
}
