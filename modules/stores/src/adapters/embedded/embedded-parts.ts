import type { DatabaseLog, MigrationModule } from '@holdfast/kernel/postgres'
import type { DriverCall } from '../../driver/driver.ts'
import type { DatabaseServer } from './database-server.ts'
import type { Ports } from './ports.ts'
import type { ShopProcesses } from './shop-processes.ts'
import type { ShopFolders } from './shop-record.ts'

/** What the steps of the embedded engine are done with. */
export interface EmbeddedParts {
  readonly log: DatabaseLog & { info(data: object, message: string): void }
  readonly server: DatabaseServer
  readonly ports: Ports
  readonly folders: ShopFolders
  readonly processes: ShopProcesses
  readonly migrations: MigrationModule
  dumpOf(storeId: string): string
  addressOf(slug: string): { readonly url: string; readonly adminUrl: string }
  readonly currency: string
}

/** To be awaited right before an effect: throws when the step is over or the store another's. */
export async function mayAct({ signal, guard }: DriverCall): Promise<void> {
  signal.throwIfAborted()
  await guard()
  signal.throwIfAborted()
}
