import type { RouteInput } from '@holdfast/kernel/contract'
import type { Operation, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { operationOnWire } from './operation-on-wire.ts'

/** How far an operation is. Throws `stores.unknownOperation`, also for another organisation's. */
export async function showOperation(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['showOperation']>,
): Promise<Operation> {
  ctx.permit('stores.read')
  const operation = await ctx.kysely
    .selectFrom('stores.operation')
    .where('organisation_id', '=', ctx.organisationId)
    .where('id', '=', params.id)
    .selectAll()
    .executeTakeFirst()
  if (!operation) throw problems.unknownOperation({ id: params.id })
  return operationOnWire(operation)
}
