import type { RouteInput } from '@holdfast/kernel/contract'
import { bindFollowable, type StreamCall } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { jobRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import type { StudioTables } from '../tables.ts'
import { readJobEvents, type JobEventQuery } from './job-events.ts'
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
    const jobId = id.toLowerCase()
    await streams.open(call, {
      channel,
      id: jobId,
      read: (after, limit) =>
        eventsOfJob(database.withTypes<StudioTables>().kysely, { jobId, after, limit }),
    })
  }
}

/** The same over a WebSocket: the stream `studio.job`. */
export const followableJobs = bindFollowable<StudioTables>({
  name: 'studio.job',
  id: z.uuid().overwrite((id) => id.toLowerCase()),
  channel,
  find: (ctx, id) => findFollowed(ctx, { params: { id } }),
  read: (db, { id: jobId, after, limit }) => eventsOfJob(db, { jobId, after, limit }),
})

async function eventsOfJob(db: Kysely<StudioTables>, query: JobEventQuery) {
  const events = await readJobEvents(db, query)
  return events.map((event) => ({ sequence: event.number, ...event }))
}
