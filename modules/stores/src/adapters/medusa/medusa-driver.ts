import { join } from 'node:path'
import type { Shop } from '../../driver/driver.ts'
import { createLocalDriver, openLocalParts, type LocalDriver } from '../local/local-driver.ts'
import type { LocalOptions } from '../local/local-driver.ts'
import type { HealthQuestion, ShopHealth } from '../local/local-parts.ts'
import { startCommand, type MedusaCommand } from './commands.ts'
import type { Installation } from './installation/installation.ts'
import { isServing } from './medusa-api.ts'
import { fillShopFolder, keepUploads } from './shop-folder.ts'
import { medusaSteps, placeOf } from './steps.ts'

export interface MedusaOptions extends LocalOptions {
  readonly installation: Installation
}

/** Shops that are a real Medusa 2 each, on one installation that all of them share. */
export function createMedusaDriver(options: MedusaOptions): LocalDriver {
  const { installation } = options
  const addressOf = (slug: string) => withDashboard(options.addressOf(slug))
  const local = openLocalParts({ ...options, addressOf }, 'run/medusa.js')
  async function launchOf(shop: Shop, port: number) {
    const place = placeOf(local, shop, port)
    await fillShopFolder(place.folder, installation)
    return toLaunch(startCommand(shop, place))
  }
  const keepFiles = (storeId: string) =>
    keepUploads(local.folders.pathOf(storeId), uploadsOf(options.dataFolder, storeId))
  const kind = { startWithinMs: 170_000, askHealth, launchOf, keepFiles }
  return createLocalDriver({ ...local, installation, kind }, { steps: medusaSteps, stepTimeouts })
}

/** Beside the dump of its database. */
function uploadsOf(dataFolder: string, storeId: string): string {
  return join(dataFolder, 'store-dumps', `${storeId}.uploads`)
}

function withDashboard({ url }: { readonly url: string }) {
  return { url, adminUrl: new URL('app', url).href }
}

/** It takes half a minute in all on a machine at rest; these are for one that is not. */
const stepTimeouts = { migrate: 300_000, wait: 180_000, seedAdmin: 120_000 } as const

/** Told by `/health` alone: who listens there was started by us, and has just been seen to run. */
async function askHealth(port: number, asked: HealthQuestion): Promise<ShopHealth | undefined> {
  return (await isServing({ port, ...asked })) ? { status: 'ready' } : undefined
}

function toLaunch({ args, cwd, env, settings, heapMegabytes }: MedusaCommand) {
  const [main = '', ...rest] = args
  return { main, args: rest, cwd, env, settings, heapMegabytes }
}
