import type { DatabaseLog } from '@holdfast/kernel/postgres'
import type { DriverCall, Shop } from '../../driver/driver.ts'
import type { DatabaseServer } from './database-server.ts'
import type { Ports } from './ports.ts'
import type { ShopLaunch, ShopProcesses } from './shop-processes.ts'
import type { ShopFolders } from './shop-record.ts'

/** What shops on this machine are made with, whatever they run. */
export interface LocalParts {
  readonly log: DatabaseLog & { info(data: object, message: string): void }
  readonly server: DatabaseServer
  readonly ports: Ports
  readonly folders: ShopFolders
  readonly processes: ShopProcesses
  readonly kind: ShopKind
  dumpOf(storeId: string): string
  addressOf(slug: string): { readonly url: string; readonly adminUrl: string }
}

/** In what shops of one engine differ from those of another. */
export interface ShopKind {
  /** How its process is started at this port; makes the files that the process needs. */
  launchOf(shop: Shop, port: number): Promise<Omit<ShopLaunch, 'storeId' | 'outputFile'>>
  /** What a shop says of itself; undefined when nothing answers, or somebody else does. */
  askHealth(port: number, asked: HealthQuestion): Promise<ShopHealth | undefined>
  /** From its start to its first answer, at most. */
  readonly startWithinMs: number
  /** Puts aside what a shop has in files beside its database, before its folder goes. */
  keepFiles?(storeId: string): Promise<void>
}

export interface HealthQuestion {
  readonly storeId: string
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

export interface ShopHealth {
  /** `ready`, or in a word what is wrong. */
  readonly status: string
}

/** To be awaited right before an effect: throws when the step is over or the store another's. */
export async function mayAct({ signal, guard }: DriverCall): Promise<void> {
  signal.throwIfAborted()
  await guard()
  signal.throwIfAborted()
}
