import type { Route } from '@holdfast/kernel/contract'
import type { AnyInput, Call, CallOptions, Contracts, Operations } from './operation.ts'

export interface Performer {
  perform(call: Call): Promise<unknown>
  isPending(call: Call, withinMs: number): boolean
}

/** Every route of the contracts as a function. */
export function operationsOf<All extends Contracts>(
  contracts: All,
  performer: Performer,
): Operations<All> {
  const modules = Object.entries(contracts).map(([module, routes]) => {
    const operations = Object.entries(routes).map(([name, route]) => [
      name,
      operationOf(`${module}.${name}`, route, performer),
    ])
    return [module, Object.fromEntries(operations)]
  })
  // One function for each route, under the names of the table itself.
  return Object.fromEntries(modules) as Operations<All>
}

function operationOf(endpoint: string, route: Route, performer: Performer) {
  const callOf = (input: AnyInput = {}, options: CallOptions = {}): Call => {
    return { endpoint, route, input, options }
  }
  const run = async (input?: AnyInput, options?: CallOptions) =>
    performer.perform(callOf(input, options))
  const isPending = (input: AnyInput, withinMs: number) =>
    performer.isPending(callOf(input), withinMs)
  return Object.assign(run, { route, isPending })
}
