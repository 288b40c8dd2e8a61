import { isUuid } from '@holdfast/kernel/ids'
import { createDatabase } from '@holdfast/kernel/postgres'
import { CannotRestore, restoreShop as restore } from '@holdfast/stores'
import { assertDatabaseThere, reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'

/** Fills a suspended store of this machine from the dump of a deleted one. Also beside a running service. */
export const restoreShop: Command = {
  usage: 'restore-shop STORE_ID DUMP',
  prepare([storeId = '', path = '', ...more]) {
    if (!isUuid(storeId) || path === '' || more.length > 0) return undefined
    return (parts) => fill(parts, { storeId, path })
  },
}

async function fill(
  { env, log, write }: CommandParts,
  asked: { readonly storeId: string; readonly path: string },
): Promise<number> {
  await assertDatabaseThere(env)
  const { app, admin: adminUrl, release } = await reachDatabase(env, log)
  const platform = createDatabase({ connectionString: app, applicationName: 'restore-shop', log })
  try {
    if (adminUrl === undefined) throw new CannotRestore('Shops here need STORES_DATABASE_URL.')
    const rows = await restore({ platform, adminUrl, log }, asked)
    write(`${rows} rows are in it now. Open the store again to see them.`)
    return 0
  } catch (error) {
    if (!(error instanceof CannotRestore)) throw error
    write(error.message)
    return 1
  } finally {
    await platform.close()
    await release()
  }
}
