import { startFaultProxy, type FaultProxy } from '@holdfast/testing/fault-proxy'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import type { Holdfast } from '../start-holdfast.ts'
import type { GivenStudio } from './given-studio.ts'

/** A worker of the studio as a process of its own, with a line of its own to the database. */
export interface Worker extends Holdfast {
  readonly line: FaultProxy
}

/** The workers of a test file: it takes a while to start one, so who lives on is used again. */
export function workersOf(studio: GivenStudio) {
  const living = new Set<Worker>()
  const lines: FaultProxy[] = []
  afterAll(() => Promise.all(lines.map((line) => line.close())))

  async function start(): Promise<Worker> {
    const line = await startFaultProxy({ port: Number(new URL(studio.appUrl).port) })
    lines.push(line)
    const address = new URL(studio.appUrl)
    address.port = String(line.port)
    const service = await studio.startWorker({ DATABASE_URL: address.href })
    const worker = { ...service, line }
    living.add(worker)
    void service.process.exited.then(() => living.delete(worker))
    return worker
  }

  return {
    start,
    /** One that lives and is alone: whatever is started is made by it. */
    async one(): Promise<Worker> {
      const [first, ...others] = living
      for (const other of others) await other.process.kill()
      return first ?? start()
    },
  }
}

/** Who does not live on, or stands still, need not be waited for: its signs of life are old now. */
export async function passHeartbeat({ database }: Pick<GivenStudio, 'database'>): Promise<void> {
  await sql`update pgboss.job set heartbeat_on = now() - interval '1 minute'
    where name = 'studio.makeMix' and state = 'active'`.execute(database.kysely)
}
