import { describeRoles } from '@holdfast/identity'
import type { Route } from '@holdfast/kernel/contract'
import { newId } from '@holdfast/kernel/ids'
import { anonymousGuest, type Actor, type BoundRoute } from '@holdfast/kernel/module'
import { Problem } from '@holdfast/kernel/problems'
import { beforeAll, describe, expect, test } from 'vitest'
import { demonstrationId } from '../../src/business.ts'
import { givenBusiness, type Business } from './business.ts'
import { answersOtherwise } from './matrix.ts'
import { operationOf } from './operation.ts'
import { bodyOf, neededQuery, queryOf, sendingOf, subjectOf } from './routes-to-try.ts'
import { givenService, type Given } from './service.ts'
import type { Site } from './subject.ts'

// A verb is called by jobs, by commands and by tests as well, where no route stands before it.
const service = await givenService()
const allActions = new Set(describeRoles().actions.map(({ action }) => action))
const guarded = service.modules
  .flatMap(({ routes }) => routes)
  .filter(({ route }) => route.access !== 'public')
const byOperation = guarded.map((bound) => [operationOf(bound.route), bound] as const)

let business: Business
let site: Site
beforeAll(async () => {
  business = await givenBusiness(service, { organisationId: demonstrationId, allActions })
  const [stationId] = business.stationIds
  const { id } = business.owner
  site = { service, business, stationId, personId: id, actorId: id }
})

describe('without the route before it', () => {
  test.each(byOperation)('%s refuses who may not', async (_, bound) => {
    expect(await refusals(bound)).toEqual(expectedOf(bound))
  })

  test('a verb that lets everybody in is found', async () => {
    const [bound] = guarded
    if (!bound) throw new Error('no route is guarded')
    const open = { ...bound, run: async () => undefined }
    expect(await refusals(open)).not.toEqual(expectedOf(open))
  })
})

describe('its action alone is enough for', () => {
  const withAction = byOperation.filter(([, { route }]) => route.action !== undefined)
  test.each(withAction)('%s', async (operation, bound) => {
    const actions = new Set([String(bound.route.action)])
    const id = await subjectOf(bound.route)?.make(site)
    const given = await givenTo(bound, id)
    const outcome = await outcomeOf(bound, { ...business.owner, actions }, given)
    expect(outcome).toBe(answersOtherwise[operation] ?? 'done')
  })
})

/** Who may not: nobody in particular, and somebody who may do everything else. */
async function refusals(bound: BoundRoute) {
  const given = await givenTo(bound, newId())
  const { owner } = business
  const others = new Set([...allActions].filter((action) => action !== bound.route.action))
  const machine: Actor = { ...owner, id: `key:${newId()}`, kind: 'machine', actions: others }
  return {
    nobody: await outcomeOf(bound, anonymousGuest(demonstrationId, others), given),
    person: await outcomeOf(bound, { ...owner, actions: others }, given),
    machine: await outcomeOf(bound, machine, given),
  }
}

/** What is about a person alone asks no action of them. */
function expectedOf({ route }: BoundRoute) {
  const person = route.access === 'person' ? expect.any(String) : 'request.forbidden'
  return { nobody: 'request.unauthenticated', person, machine: 'request.forbidden' }
}

async function givenTo({ route }: BoundRoute, id: string | undefined): Promise<Given> {
  return {
    ...(id === undefined ? {} : { params: { id } }),
    query: (await queryOf(route)?.of(site)) ?? shownQuery(route),
    body: (await bodyOf(route)?.of(site)) ?? route.exampleBody,
    sending: sendingOf(route),
  }
}

function shownQuery(route: Route): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(neededQuery(route)))
}

class UndoneOnPurpose extends Error {}

/** Runs a verb in a transaction that is undone whatever it says. */
async function outcomeOf(bound: BoundRoute, actor: Actor, given: Given): Promise<string> {
  try {
    await service.database.transaction(async (tx) => {
      await service.runVerb(bound, { actor, tx }, given)
      throw new UndoneOnPurpose()
    })
    return 'unreachable'
  } catch (error) {
    if (error instanceof UndoneOnPurpose) return 'done'
    return error instanceof Problem ? error.code : String(error)
  }
}
