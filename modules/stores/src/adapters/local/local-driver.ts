import { join } from 'node:path'
import type { Database, DatabaseLog } from '@holdfast/kernel/postgres'
import { stepNames, type StepName } from '../../contract/states.ts'
import type { Driver } from '../../driver/driver.ts'
import type { PortRange } from '../../port/port-store.ts'
import { openDatabaseServer } from './database-server.ts'
import { destroyPart, findLeftovers } from './destroy.ts'
import type { LocalParts } from './local-parts.ts'
import { startIfEnded, stopShop, type Steps } from './local-steps.ts'
import { readLogs } from './logs.ts'
import { findGone, observeShop } from './observe.ts'
import { createPorts, usualPorts } from './ports.ts'
import { createShopProcesses } from './shop-processes.ts'
import { createShopFolders } from './shop-record.ts'

export interface LocalOptions {
  /** The platform's own, where ports are kept. */
  readonly platform: Database<unknown>
  /** As a role that may make roles and databases. It contains a password. */
  readonly adminUrl: string
  /** Where folders of shops and dumps are kept. */
  readonly dataFolder: string
  /** Where a shop is to be found by people. */
  addressOf(slug: string): { readonly url: string; readonly adminUrl: string }
  readonly ports?: PortRange
  readonly log: DatabaseLog & { info(data: object, message: string): void }
}

/** `sign` is a part of the path of the program by which shops of this kind are found. */
export function openLocalParts(options: LocalOptions, sign: string): Omit<LocalParts, 'kind'> {
  const { dataFolder, log } = options
  return {
    log,
    server: openDatabaseServer(options.adminUrl, log),
    ports: createPorts(options.platform, options.ports ?? usualPorts),
    folders: createShopFolders(join(dataFolder, 'stores')),
    processes: createShopProcesses(sign, dataFolder),
    dumpOf: (storeId) => join(dataFolder, 'store-dumps', `${storeId}.jsonl.gz`),
    addressOf: (slug) => options.addressOf(slug),
  }
}

export interface LocalDriver extends Driver {
  /** Why no shop can be made here; undefined when one can. */
  refusal(): Promise<string | undefined>
}

export interface StepTable<Parts extends LocalParts> {
  readonly steps: Steps<Parts>
  readonly stepTimeouts?: Readonly<Partial<Record<StepName, number>>>
}

/**
 * Shops on this machine: a process for each, at a port of the loopback, with a role and a database
 * of its own.
 */
export function createLocalDriver<Parts extends LocalParts>(
  parts: Parts,
  { steps, stepTimeouts = {} }: StepTable<Parts>,
): LocalDriver {
  const { server, folders, ports, processes } = parts
  return {
    steps: new Set(stepsIn(steps)),
    stepTimeouts,
    finalizers: new Set(['release', 'data', 'port']),
    refusal: () => server.refusal(),
    observe: (shop, call) => observeShop(parts, shop, call),
    async apply(step, shop, call) {
      const asked = { step, shop, call }
      if (speaksWithShop.has(step)) await startIfEnded(parts, asked)
      return (await steps[step]?.(parts, asked)) ?? {}
    },
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

const speaksWithShop: ReadonlySet<StepName> = new Set(['wait', 'seedAdmin', 'verify'])

function stepsIn(steps: Steps<never>): readonly StepName[] {
  return stepNames.filter((name) => steps[name] !== undefined)
}
