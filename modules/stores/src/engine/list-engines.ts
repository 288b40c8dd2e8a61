import type { RouteOutput } from '@holdfast/kernel/contract'
import { plans, type storeRoutes } from '../contract.ts'
import type { StoresContext, StoresParts } from '../parts.ts'

/** What kinds of shops can be made here, in the order in which they are offered. */
export async function listEngines(
  ctx: StoresContext,
  _input: unknown,
  { engines, regions }: Pick<StoresParts, 'engines' | 'regions'>,
): Promise<RouteOutput<(typeof storeRoutes)['listEngines']>> {
  ctx.permit('stores.read')
  return {
    items: engines.all.map(({ name, title, description, versions }) => ({
      name,
      title,
      description,
      versions: [...versions],
      plans: [...plans],
      regions: [...regions],
    })),
  }
}
