import type { Kysely } from 'kysely'
import type { Shop, ShopSecrets, StepOutput } from '../driver/driver.ts'
import type { StepName } from '../contract.ts'
import type { StoresTables } from '../tables.ts'
import type { StoreRecord } from './store-queries.ts'

/** A store as its driver sees it. */
export function shopOf(
  { id, slug, name, plan, version, generation, ready_at }: StoreRecord,
  { secrets, outputs }: Pick<Shop, 'secrets' | 'outputs'>,
): Shop {
  const wasReady = ready_at !== null
  return { id, slug, name, plan, version, generation, wasReady, secrets, outputs }
}

/** Before the step that makes them there are none. */
export const noSecrets: ShopSecrets = {
  adminEmail: '',
  adminPassword: '',
  databasePassword: '',
  signingKey: '',
}

/** What the steps of a store have given, the newest of each. */
export async function outputsOf(
  db: Kysely<StoresTables>,
  storeId: string,
): Promise<Readonly<Partial<Record<StepName, StepOutput>>>> {
  const rows = await db
    .selectFrom('stores.step')
    .where('store_id', '=', storeId)
    .where('state', '=', 'done')
    .where('output', 'is not', null)
    .distinctOn('name')
    .orderBy('name')
    .orderBy('ended_at', 'desc')
    .select(['name', 'output'])
    .execute()
  return Object.fromEntries(rows.map(({ name, output }) => [name, output ?? {}]))
}
