import { createServer } from 'node:net'
import type { Database } from '@holdfast/kernel/postgres'
import { DriverError } from '../../driver/driver-error.ts'
import { portOf, releasePort, reservePort, type PortRange } from '../../port/port-store.ts'
import type { StoresTables } from '../../tables.ts'

/** The ports of the loopback that shops answer at, kept in the database of the platform. */
export interface Ports {
  /** The store's own, or a free one that is its own from now on. */
  take(storeId: string): Promise<number>
  find(storeId: string): Promise<number | undefined>
  giveBack(storeId: string): Promise<void>
  list(): Promise<readonly string[]>
}

/** Below those that the system itself hands out. */
export const usualPorts: PortRange = { from: 21_000, to: 28_999 }

export function createPorts(platform: Database<unknown>, range: PortRange): Ports {
  const db = platform.withTypes<StoresTables>().kysely
  return {
    async take(storeId) {
      const port = await reservePort(db, { ...range, storeId, isFree })
      if (port !== undefined) return port
      throw new DriverError('There is no free port for another shop on this machine.', {
        class: 'quota',
        code: 'noFreePort',
      })
    },
    find: (storeId) => portOf(db, storeId),
    giveBack: (storeId) => releasePort(db, storeId),
    async list() {
      const rows = await db.selectFrom('stores.port').select('store_id').execute()
      return rows.map((row) => row.store_id)
    },
  }
}

/** Whether nobody listens there at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true))
    })
  })
}
