import { join } from 'node:path'
import type { Database, DatabaseLog } from '@holdfast/kernel/postgres'
import type { Driver } from '../../driver/driver.ts'
import type { PortRange } from '../../port/port-store.ts'
import { openDatabaseServer } from './database-server.ts'
import { destroyPart, findLeftovers } from './destroy.ts'
import type { EmbeddedParts } from './embedded-parts.ts'
import { readLogs } from './logs.ts'
import { findGone, observeShop } from './observe.ts'
import { createPorts, usualPorts } from './ports.ts'
import { createShopProcesses } from './shop-processes.ts'
import { createShopFolders } from './shop-record.ts'
import { applyStep, stopShop } from './steps.ts'

export interface EmbeddedOptions {
  /** The platform's own, where ports are kept. */
  readonly platform: Database<unknown>
  /** As a role that may make roles and databases. It contains a password. */
  readonly adminUrl: string
  /** Where folders of shops, dumps and compiled code are kept. */
  readonly dataFolder: string
  /** The folder of `apps/shop`. */
  readonly shopFolder: string
  /** Where a shop is to be found by people. */
  addressOf(slug: string): { readonly url: string; readonly adminUrl: string }
  /** What the prices of new shops are in; `USD` unless told. */
  readonly currency?: string
  readonly ports?: PortRange
  readonly log: DatabaseLog & { info(data: object, message: string): void }
}

export interface EmbeddedDriver extends Driver {
  /** Why no shop can be made here; undefined when one can. */
  refusal(): Promise<string | undefined>
}

/**
 * Shops of the platform's own engine: a process for each on this machine, at a port of the
 * loopback, with a role and a database of its own.
 */
export function createEmbeddedDriver(options: EmbeddedOptions): EmbeddedDriver {
  const parts = partsOf(options)
  const { server, folders, ports, processes } = parts
  return {
    steps: new Set([
      'allocate',
      'database',
      'migrate',
      'release',
      'wait',
      'seedAdmin',
      'verify',
      'publish',
    ]),
    finalizers: new Set(['release', 'data', 'port']),
    refusal: () => server.refusal(),
    observe: (shop, call) => observeShop(parts, shop, call),
    apply: (step, shop, call) => applyStep(parts, { step, shop, call }),
    suspend: (shop, call) => stopShop(parts, shop, call),
    // A process is there or it is not: nothing is ever half released. `release` replaces what hangs.
    recover: async () => undefined,
    destroy: (finalizer, shop, call) => destroyPart(parts, { finalizer, shop, call }),
    leftovers: (shop) => findLeftovers(parts, shop.id),
    gone: (ids) => findGone(parts, ids),
    onEnd: (listener) => processes.onEnd(listener),
    logs: ({ id }, { lines }) => readLogs(folders, id, lines),
    async list() {
      const found = await Promise.all([
        folders.list(),
        server.list(),
        ports.list(),
        processes.list(),
      ])
      return [...new Set(found.flat())]
    },
    async close() {
      await processes.close()
      await server.close()
    },
  }
}

function partsOf(options: EmbeddedOptions): EmbeddedParts {
  const { dataFolder, shopFolder, log } = options
  return {
    log,
    server: openDatabaseServer(options.adminUrl, log),
    ports: createPorts(options.platform, options.ports ?? usualPorts),
    folders: createShopFolders(join(dataFolder, 'stores')),
    processes: createShopProcesses({
      main: join(shopFolder, 'src/main.ts'),
      compileCache: join(dataFolder, 'stores-compiled'),
    }),
    migrations: { name: 'shop', folder: join(shopFolder, 'migrations') },
    dumpOf: (storeId) => join(dataFolder, 'store-dumps', `${storeId}.jsonl.gz`),
    addressOf: (slug) => options.addressOf(slug),
    currency: options.currency ?? 'USD',
  }
}
