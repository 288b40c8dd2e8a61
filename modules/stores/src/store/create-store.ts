import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import { requireEngine } from '../engine/engines.ts'
import type { StoresContext, StoresParts, StoresTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { takeRoomForOneMore } from '../quota/quota.ts'
import { recordWish } from './make-wish.ts'
import { slugOf, slugWithSuffix } from './slug.ts'
import { insertStore, type StoreRecord } from './store-queries.ts'

type Body = RouteInput<(typeof storeRoutes)['createStore']>['body']
type Parts = Pick<StoresParts, 'engines' | 'regions' | 'usualQuota'>

/**
 * Asks for a store; the orchestrator makes it. Throws `stores.unknownEngine`, `unknownRegion`, and
 * `quotaExceeded`, which holds however many ask at once.
 */
export async function createStore(
  ctx: StoresContext,
  { body }: { readonly body: Body },
  parts: Parts,
): Promise<StoreAccepted> {
  ctx.permit('stores.create')
  const wanted = wantedOf(body, parts)
  return ctx.transaction(async (tx) => {
    await takeRoomForOneMore(tx, ctx.organisationId, parts.usualQuota)
    const store = await insertWithFreeSlug(ctx, tx, wanted)
    const { engine, plan, version, region } = store
    const data = { engine, plan, version, region }
    const message = 'A store was asked for.'
    const wish = { event: 'create', kind: 'create', message, data, wanted: store } as const
    return recordWish(ctx, tx, { store, wish })
  })
}

function wantedOf(body: Body, { engines, regions }: Parts) {
  const engine = requireEngine(engines, body.engine)
  const region = body.region ?? regions[0]
  if (!regions.includes(region)) throw problems.unknownRegion({ region })
  const [version] = engine.versions
  if (version === undefined) throw problems.unknownEngine({ name: engine.name })
  return { name: body.name, engine: engine.name, region, plan: body.plan ?? 'small', version }
}

const triesOfSlug = 8

async function insertWithFreeSlug(
  ctx: StoresContext,
  { kysely }: StoresTransaction,
  wanted: ReturnType<typeof wantedOf>,
): Promise<StoreRecord> {
  const row = {
    ...wanted,
    id: ctx.ids(),
    organisation_id: ctx.organisationId,
    desired: 'running',
    phase: 'requested',
    created_by: ctx.actor.id,
    created_at: ctx.now(),
    changed_at: ctx.now(),
  } as const
  let slug = slugOf(wanted.name)
  for (let tries = 0; tries < triesOfSlug; tries += 1) {
    slug ??= slugWithSuffix(wanted.name, ctx.ids())
    const store = await insertStore(kysely, { ...row, slug })
    if (store) return store
    slug = undefined
  }
  throw new Error('no free slug was found')
}
