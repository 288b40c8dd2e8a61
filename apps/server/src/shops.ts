import { resolve } from 'node:path'
import { systemClock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Listener } from '@holdfast/kernel/postgres'
import {
  createEmbeddedDriver,
  createShopDirectory,
  createShopProxy,
  embeddedEngine,
  installedMedusa,
  type Engine,
  type ShopProxy,
} from '@holdfast/stores'
import type { Environment } from './env.ts'
import { openKubernetes, type KubernetesEnvironment } from './kubernetes-shops.ts'
import type { Storage } from './storage.ts'

/** What can make shops here, and what brings people to them. */
export interface Shops {
  readonly engines: readonly Engine[]
  readonly proxy: ShopProxy
  /** Ends the shops that this process has started. */
  close(): Promise<void>
}

export interface ShopsParts {
  readonly env: Pick<Environment, 'HOLDFAST_DATA_DIR' | 'STORES_DOMAIN'> & KubernetesEnvironment
  readonly storage: Pick<Storage, 'database' | 'adminUrl'>
  readonly publicUrl: string
  readonly listener: Listener
  readonly log: Log
}

const shopFolder = resolve(import.meta.dirname, '../../shop')

/** The engines that work on this machine; one that does not is said once and not offered. */
export async function openShops(parts: ShopsParts): Promise<Shops> {
  const { env, storage, publicUrl, listener, log } = parts
  const { database } = storage
  const directory = createShopDirectory(database, systemClock)
  listener.subscribe('stores_event', (storeId) => directory.forget(storeId))
  listener.onReconnect(() => directory.forgetAll())
  const proxy = createShopProxy({
    directory,
    domains: domainsOf(env),
    protocol: publicUrl.startsWith('https://') ? 'https' : 'http',
    log,
  })
  const local = await openLocal(parts)
  return {
    proxy,
    engines: [...local, ...(await openKubernetes(env, log))],
    close: async () => void (await Promise.all(local.map(({ driver }) => driver.close()))),
  }
}

async function openLocal(parts: ShopsParts): Promise<readonly Engine[]> {
  const { env, storage, publicUrl, log } = parts
  if (storage.adminUrl === undefined) {
    log.info({}, 'Shops on this machine need STORES_DATABASE_URL and are not offered')
    return []
  }
  const options = {
    platform: storage.database,
    adminUrl: storage.adminUrl,
    dataFolder: resolve(env.HOLDFAST_DATA_DIR),
    addressOf: (slug: string) => addressOf(slug, { publicUrl, domain: env.STORES_DOMAIN }),
    log,
  }
  const driver = createEmbeddedDriver({ ...options, shopFolder })
  const refusal = await driver.refusal().catch((error: unknown) => String(error))
  if (refusal !== undefined) {
    log.warn({ refusal }, 'Shops on this machine are not offered')
    await driver.close()
    return []
  }
  const medusa = await installedMedusa(options)
  return [embeddedEngine(driver), ...(medusa ? [medusa] : [])]
}

/** The names below which shops have their hosts. */
export function domainsOf({ STORES_DOMAIN }: Pick<Environment, 'STORES_DOMAIN'>): string[] {
  return STORES_DOMAIN === undefined ? ['localhost'] : ['localhost', STORES_DOMAIN]
}

/**
 * Where people find a shop: at a host of its own where there is a domain for that, or where the
 * service is only for this machine; at a path of the service otherwise.
 */
export function addressOf(
  slug: string,
  { publicUrl, domain }: { readonly publicUrl: string; readonly domain: string | undefined },
) {
  const url = new URL(publicUrl)
  const ownDomain = domain ?? (isLocal(url.hostname) ? 'localhost' : undefined)
  if (ownDomain === undefined) url.pathname = `/shops/${slug}/`
  else url.hostname = `${slug}.${ownDomain}`
  return { url: url.href, adminUrl: new URL('admin', url).href }
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1'
}
