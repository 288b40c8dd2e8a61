import type { StoreRow } from '../contract.ts'
import type { StoreRecord } from './store-queries.ts'

/** A store as everybody of its organisation sees it. */
export function storeOnWire(store: StoreRecord): StoreRow {
  return {
    id: store.id,
    name: store.name,
    slug: store.slug,
    engine: store.engine,
    plan: store.plan,
    region: store.region,
    version: store.version,
    phase: store.phase,
    desired: store.desired,
    step: store.step,
    url: store.url,
    adminUrl: store.admin_url,
    failure: store.failure,
    createdAt: store.created_at.toISOString(),
    changedAt: store.changed_at.toISOString(),
  }
}
