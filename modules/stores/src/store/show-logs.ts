import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { storeRoutes } from '../contract.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { openSecrets } from './shop-secrets.ts'
import { noSecrets, outputsOf, shopOf } from './shop.ts'
import { requireStore, type StoreRecord } from './store-queries.ts'

type Route = (typeof storeRoutes)['showStoreLogs']
type Parts = Pick<StoresParts, 'engines' | 'vault'>

const withinMs = 8_000
const longest = 1_048_576

/** The last lines that a shop has written. Throws `stores.logsUnavailable`. */
export async function showStoreLogs(
  ctx: StoresContext,
  { params, query }: RouteInput<Route>,
  parts: Parts,
): Promise<RouteOutput<Route>> {
  ctx.permit('stores.read')
  const store = await requireStore(ctx.kysely, ctx, params.id)
  if (store.phase === 'deleted') return { text: '' }
  const text = await readLogs(ctx, { store, lines: query.lines }, parts)
  // A program prints what it likes, and one line of it may have no end.
  return { text: text.slice(-longest).toWellFormed() }
}

async function readLogs(
  ctx: StoresContext,
  { store, lines }: { readonly store: StoreRecord; readonly lines: number },
  { engines, vault }: Parts,
): Promise<string> {
  const driver = engines.find(store.engine)?.driver
  if (!driver) throw problems.logsUnavailable({ engine: store.engine })
  const outputs = await outputsOf(ctx.kysely, store.id)
  const secrets = store.secrets ? openSecrets(vault, store.id, store.secrets) : noSecrets
  try {
    const signal = AbortSignal.timeout(withinMs)
    return await driver.logs(shopOf(store, { secrets, outputs }), { lines, signal })
  } catch (cause) {
    throw problems.logsUnavailable({ id: store.id }, { cause })
  }
}
