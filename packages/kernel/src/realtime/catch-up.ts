import { positionKey, readEvents, type Position } from '../events/events.ts'
import type { Audience } from './audience.ts'
import type { Connection } from './connection.ts'
import type { GivenLiveOptions } from './live-options.ts'

const chunk = 100
const now = { limit: 0 } as const

/**
 * Sends what the client missed since `after`. The connection must be among those that are told
 * already: it keeps what happens meanwhile, and leaves out what it has got by then.
 */
export async function catchUp(
  connection: Connection,
  after: Position,
  parts: Pick<GivenLiveOptions, 'database' | 'maxReplayed'> & { readonly audience: Audience },
): Promise<void> {
  const { database, maxReplayed, audience } = parts
  const { position: current } = await readEvents(database, now)
  // From a server that was further ahead, such as before a backup was restored.
  if (positionKey(after) > positionKey(current)) return connection.goLive('resync', current)
  const { organisationId } = connection.actor
  const types = audience.typesFor(connection.actor)
  const query = { after, types, organisationId, limit: maxReplayed + 1 }
  const { events, position } = await readEvents(database, query)
  if (events.length > maxReplayed) {
    return connection.goLive('resync', (await readEvents(database, now)).position)
  }
  const told = await audience.prepare(database.kysely, events)
  for (let at = 0; at < told.length && connection.isOpen; at += chunk) {
    await connection.replay(told.slice(at, at + chunk))
  }
  return connection.goLive('ready', position)
}
