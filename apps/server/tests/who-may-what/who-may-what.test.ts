import { describeRoles } from '@holdfast/identity'
import type { Route } from '@holdfast/kernel/contract'
import type { BoundRoute, Context } from '@holdfast/kernel/module'
import { beforeAll, describe, expect, test } from 'vitest'
import { givenMatrix } from './given-matrix.ts'
import { faultsOf, type Matrix } from './matrix.ts'
import { operationOf } from './operation.ts'
import { whatIsMissing } from './routes-to-try.ts'
import { givenService } from './service.ts'

const service = await givenService()
const routes = service.modules.flatMap((module) => module.routes.map(({ route }) => route))
const byOperation = routes.map((route) => [operationOf(route), route] as const)

let matrix: Matrix
beforeAll(async () => {
  matrix = await givenMatrix(service)
})

test('the role table has exactly the actions that routes name', () => {
  const named = routes.flatMap(({ action }) => action ?? [])
  const known = describeRoles().actions.map(({ action }) => action)
  expect(known.toSorted()).toEqual([...new Set(named)].toSorted())
})

test('routes and role table call the same actions those of people alone', () => {
  const { actions } = describeRoles()
  const peopleOnly = new Set(actions.flatMap((one) => (one.peopleOnly ? one.action : [])))
  const differing = routes.filter((route) => {
    return (route.peopleOnly ?? false) !== peopleOnly.has(route.action ?? '')
  })
  expect(differing.map(operationOf)).toEqual([])
})

test.each(byOperation)('%s can be tried', (_, route) => {
  expect(whatIsMissing(route)).toBeUndefined()
})

describe('every role, key, link and nobody, at what is theirs and what is not', () => {
  test.each(byOperation)(
    '%s',
    async (_, route) => {
      expect(await faultsOf(matrix, route)).toEqual([])
    },
    // A password takes its time to check, and a busy machine many times that.
    120_000,
  )
})

describe('the matrix can fail', () => {
  test('a route that nobody said how to try asks for that', () => {
    const path = '/chefs/:id'
    const missing = whatIsMissing({ ...routeOf('GET /bookings/:id'), path })
    expect(missing).toBe(
      'GET /chefs/:id: say in subjects.ts what stands behind its :id and how to make one.',
    )
  })

  test('a role that may do more than the table says is found', async () => {
    const callers = matrix.callers.map((caller) =>
      caller.name === 'agent' ? { ...caller, actions: new Set(['bookings.list']) } : caller,
    )
    const faults = await faultsOf({ ...matrix, callers }, routeOf('POST /bookings/:id/cancel'))
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'agent, own',
      'agent, elsewhere',
      'agent, foreign',
    ])
  })

  test('a verb that looks at other businesses is found', async () => {
    const { organisationId } = matrix.foreign
    const faults = await faultsWith('GET /bookings/:id', (bound) => async (ctx, input) => {
      const theirs = { ...ctx, organisationId, actor: { ...ctx.actor, organisationId } }
      return bound.run(ctx, input).catch(() => bound.run(theirs, input))
    })
    expect(faults.join()).toContain('viewer, foreign: not 404: 200')
  })

  test('a list that shows another business is found', async () => {
    const { organisationId } = matrix.foreign
    const faults = await faultsWith('GET /members', (bound) => (ctx, input) => {
      const theirs = { ...ctx, organisationId, actor: { ...ctx.actor, organisationId } }
      return bound.run(theirs, input)
    })
    expect(faults.join()).toMatch(/admin, own: shows [0-9a-f-]{36}, which is out of reach/)
  })

  test('a list that forgets the stations is found', async () => {
    const faults = await faultsWith('GET /bookings', (bound) => (ctx, input) => {
      return bound.run({ ...ctx, actor: { ...ctx.actor, scope: undefined } }, input)
    })
    expect(faults).toHaveLength(5)
    expect(faults.join()).toMatch(/agent of one station, own: shows/)
  })
})

type Careless = (bound: BoundRoute) => (ctx: Context<unknown>, input: Input) => Promise<unknown>
type Input = Parameters<BoundRoute['run']>[1]

/** What the matrix finds at a route whose verb is replaced. */
function faultsWith(operation: string, careless: Careless): Promise<readonly string[]> {
  const modules = service.modules.map((module) => ({
    ...module,
    routes: module.routes.map((bound) =>
      operationOf(bound.route) === operation ? { ...bound, run: careless(bound) } : bound,
    ),
  }))
  return faultsOf({ ...matrix, ask: service.serve(modules) }, routeOf(operation))
}

function routeOf(operation: string): Route {
  const route = routes.find((one) => operationOf(one) === operation)
  if (!route) throw new Error(`no route is ${operation}`)
  return route
}
