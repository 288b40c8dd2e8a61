import { join } from 'node:path'
import {
  createLocalDriver,
  openLocalParts,
  type LocalDriver,
  type LocalOptions,
} from '../local/local-driver.ts'
import type { Shop } from '../../driver/driver.ts'
import { askHealth } from './shop-client.ts'
import { embeddedSteps, launchOf } from './steps.ts'

export interface EmbeddedOptions extends LocalOptions {
  /** The folder of `apps/shop`. */
  readonly shopFolder: string
  /** What the prices of new shops are in; `USD` unless told. */
  readonly currency?: string
}

export type EmbeddedDriver = LocalDriver

/** Shops of the platform's own engine, which is open within seconds. */
export function createEmbeddedDriver(options: EmbeddedOptions): EmbeddedDriver {
  const { shopFolder, dataFolder, currency = 'USD' } = options
  const local = openLocalParts(options, '/shop/')
  const compileCache = join(dataFolder, 'stores-compiled')
  const parts = {
    ...local,
    migrations: { name: 'shop', folder: join(shopFolder, 'migrations') },
    kind: {
      startWithinMs: 30_000,
      askHealth,
      launchOf: async (shop: Shop, port: number) =>
        launchOf({ ...local, shopFolder, compileCache, currency }, shop, port),
    },
  }
  return createLocalDriver(parts, { steps: embeddedSteps })
}
