import type { Vault } from '@holdfast/kernel/crypto'
import { bind, bindStream, type Module } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import { fleetRoutes, storeRoutes as routes } from './contract.ts'
import type { Engine } from './driver/driver.ts'
import { createEngines } from './engine/engines.ts'
import { listEngines } from './engine/list-engines.ts'
import { listStoreEvents } from './event/list-store-events.ts'
import { findFollowed, followableStore, followStore } from './event/stream-store-events.ts'
import { showFleet } from './fleet/show-fleet.ts'
import { liveRules } from './live-rules.ts'
import { showOperation } from './operation/show-operation.ts'
import type { StoresContext, StoresParts } from './parts.ts'
import { problems } from './problems.ts'
import { showQuota } from './quota/show-quota.ts'
import { cancelStore } from './store/cancel-store.ts'
import { changeStore } from './store/change-store.ts'
import { createStore } from './store/create-store.ts'
import { deleteStore } from './store/delete-store.ts'
import { listStores } from './store/list-stores.ts'
import { resumeStore } from './store/resume-store.ts'
import { retryStore } from './store/retry-store.ts'
import { showStoreLogs } from './store/show-logs.ts'
import { showStoreSecrets } from './store/show-secrets.ts'
import { showStore } from './store/show-store.ts'
import { suspendStore } from './store/suspend-store.ts'

export { createEmbeddedDriver } from './adapters/embedded/embedded-driver.ts'
export { embeddedEngine } from './adapters/embedded/embedded-engine.ts'
export { helmEngines } from './adapters/helm/helm-engines.ts'
export { installedMedusa } from './adapters/medusa/medusa-engine.ts'
export { CannotRestore } from './adapters/local/restore-data.ts'
export { restoreShop } from './adapters/local/restore-shop.ts'
export { createShopDirectory } from './adapters/shop-proxy/shop-directory.ts'
export { createShopProxy, type ShopProxy } from './adapters/shop-proxy/shop-proxy.ts'
export type { Driver, Engine } from './driver/driver.ts'
export { createOrchestrator, type Orchestrator } from './orchestrator/orchestrator.ts'
export { resealSecrets } from './store/reseal-secrets.ts'
export type { StoresTables } from './tables.ts'

export interface StoresOptions {
  readonly database: Database<unknown>
  /** The engines that are installed here, in the order in which they are offered. */
  readonly engines: readonly Engine[]
  readonly vault: Pick<Vault, 'seal' | 'open'>
  /** Who follows what happens to a store. */
  readonly streams: Pick<ObjectStreams, 'open'>
  /** How many stores an organisation may have; 10 unless told. */
  readonly usualQuota?: number
  /** Where stores are made; `local` unless told. */
  readonly regions?: StoresParts['regions']
  /** Whose people see the stores of all organisations together; nobody's unless told. */
  readonly platformOrganisationId?: string
}

/** Online shops: one wish makes one shop, whatever is retried, killed, frozen or run twice. */
export function createStoresModule(options: StoresOptions): Module {
  const parts = partsOf(options)
  return {
    name: 'stores',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [
      bind(routes.createStore, withParts(createStore, parts)),
      bind(routes.listStores, listStores),
      bind(routes.showStore, withParts(showStore, parts)),
      bind(routes.changeStore, withParts(changeStore, parts)),
      bind(routes.deleteStore, deleteStore),
      bind(routes.retryStore, retryStore),
      bind(routes.cancelStore, cancelStore),
      bind(routes.suspendStore, suspendStore),
      bind(routes.resumeStore, resumeStore),
      bind(routes.listStoreEvents, listStoreEvents),
      bindStream(routes.streamStoreEvents, followStore(options), findFollowed),
      bind(routes.showStoreLogs, withParts(showStoreLogs, parts)),
      bind(routes.showStoreSecrets, withParts(showStoreSecrets, parts)),
      bind(routes.showOperation, showOperation),
      bind(routes.listEngines, withParts(listEngines, parts)),
      bind(routes.showQuota, withParts(showQuota, parts)),
      bind(fleetRoutes.showFleet, withParts(showFleet, parts)),
    ],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
    live: liveRules,
    followables: [followableStore],
  }
}

/** What the verbs of stores are given. */
export function partsOf(options: StoresOptions): StoresParts {
  const { engines, vault, usualQuota = 10, regions = ['local'] } = options
  const { platformOrganisationId } = options
  return { engines: createEngines(engines), vault, usualQuota, regions, platformOrganisationId }
}

function withParts<Input, Output>(
  verb: (ctx: StoresContext, input: Input, parts: StoresParts) => Promise<Output>,
  parts: StoresParts,
) {
  return (ctx: StoresContext, input: Input) => verb(ctx, input, parts)
}
