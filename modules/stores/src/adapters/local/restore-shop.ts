import type { Database, DatabaseLog } from '@holdfast/kernel/postgres'
import type { StoresTables } from '../../tables.ts'
import { openDatabaseServer } from './database-server.ts'
import { CannotRestore, restoreDatabase } from './restore-data.ts'

export interface RestoreParts {
  /** The platform's own. */
  readonly platform: Database<unknown>
  /** As a role that may make roles and databases. It contains a password. */
  readonly adminUrl: string
  readonly log: DatabaseLog
}

/**
 * Gives a suspended store of this machine what another one knew that was deleted: its goods, orders
 * and customers, by the dump at `path`. Opened again it signs its own administrator in. Returns how
 * many rows. Throws `CannotRestore`; the store is then as it was.
 */
export async function restoreShop(
  { platform, adminUrl, log }: RestoreParts,
  { storeId, path }: { readonly storeId: string; readonly path: string },
): Promise<number> {
  const { kysely } = platform.withTypes<StoresTables>()
  const store = await kysely
    .selectFrom('stores.store')
    .select(['phase', 'desired'])
    .where('id', '=', storeId)
    .executeTakeFirst()
  if (!store) throw new CannotRestore('There is no such store.')
  if (store.phase !== 'suspended' || store.desired !== 'suspended') {
    throw new CannotRestore('Suspend the store first: nobody may write to it meanwhile.')
  }
  const server = openDatabaseServer(adminUrl, log)
  try {
    const { database } = await server.find(storeId)
    if (!database) throw new CannotRestore('The store has no database on this server.')
    return await server.within(storeId, (inside) => restoreDatabase(inside, path))
  } finally {
    await server.close()
  }
}
