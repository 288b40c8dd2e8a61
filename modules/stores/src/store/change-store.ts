import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import type { Engines } from '../engine/engines.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { askFor, type Found } from './ask-for.ts'
import type { Wish } from './make-wish.ts'
import type { StoreRecord } from './store-queries.ts'

type Input = RouteInput<(typeof storeRoutes)['changeStore']>
type Changes = Partial<Pick<StoreRecord, 'name' | 'plan' | 'version'>>

/**
 * Renames, scales or upgrades a store. What it is like already changes nothing. Throws
 * `stores.unknownVersion` for one that its engine does not offer.
 */
export async function changeStore(
  ctx: StoresContext,
  { params, body }: Input,
  { engines }: Pick<StoresParts, 'engines'>,
): Promise<StoreAccepted> {
  ctx.permit('stores.change')
  return askFor(ctx, {
    storeId: params.id,
    action: 'change',
    isAsked: ({ store }: Found) =>
      store.desired !== 'deleted' && Object.keys(changesOf(store, body)).length === 0,
    wishOf({ store }) {
      const changes = changesOf(store, body)
      if (changes.version !== undefined) requireVersion(engines, store.engine, changes.version)
      return wishFor(changes)
    },
  })
}

function changesOf(store: StoreRecord, { name, plan, version }: Input['body']): Changes {
  return {
    ...(name === undefined || name === store.name ? {} : { name }),
    ...(plan === undefined || plan === store.plan ? {} : { plan }),
    ...(version === undefined || version === store.version ? {} : { version }),
  }
}

function requireVersion(engines: Engines, engine: string, version: string): void {
  if (engines.find(engine)?.versions.includes(version)) return
  throw problems.unknownVersion({ engine, version })
}

function wishFor({ name, plan, version }: Changes): Wish {
  const said = [
    ...(name === undefined ? [] : ['another name']),
    ...(plan === undefined ? [] : [`the plan ${plan}`]),
    ...(version === undefined ? [] : [`version ${version}`]),
  ]
  return {
    event: 'update',
    kind: 'update',
    message: `It was asked for ${said.join(', ')}.`,
    wanted: {
      desired: 'running',
      ...(name === undefined ? {} : { name }),
      ...(plan === undefined ? {} : { plan }),
      ...(version === undefined ? {} : { version }),
    },
    data: {
      renamed: name !== undefined,
      ...(plan === undefined ? {} : { plan }),
      ...(version === undefined ? {} : { version }),
    },
  }
}
