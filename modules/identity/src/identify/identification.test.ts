import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { beforeEach, expect, test } from 'vitest'
import { createBusiness, inputOf, migrations, type Business } from '../fixtures/business.ts'
import { identificationOf } from '../fixtures/identification.ts'
import { outcomeOfPromise } from '../fixtures/outcome.ts'
import { changeMember } from '../members/change-member.ts'
import { insertMember } from '../members/member-store.ts'
import { removeMember } from '../members/remove-member.ts'
import { actionsOf } from '../roles/rights.ts'

const { database } = await testDatabase({ migrations })

let business: Business
beforeEach(async () => {
  business = await createBusiness(database)
})

const reading = { method: 'GET', headers: new Headers() }

/** Whoever is signed in as this person, with the organisation that the session chose. */
async function actorOf(personId: string, chosen?: string, request = reading) {
  const session = {
    sessionId: newId(),
    personId,
    activeOrganisationId: chosen,
    secondFactor: false,
  }
  const identification = identificationOf(business, database, {
    find: async () => session,
    settled: async () => undefined,
  })
  const actor = await identification.personOf(request)
  await identification.settled()
  return actor
}

test('a member acts with the actions and the stations of their role', async () => {
  const station = newId()
  const { member } = await business.hire('agent', [station])
  const actor = await actorOf(member.personId)
  expect(actor).toEqual({
    id: member.personId,
    kind: 'person',
    organisationId: business.organisationId,
    actions: actionsOf('agent'),
    scope: new Set([station]),
  })
})

test('who was lowered or removed has lost it with the next request', async () => {
  const owner = await business.hire('owner')
  const { member } = await business.hire('admin')
  const params = { id: member.id }
  await changeMember(
    owner.ctx,
    inputOf({ params, body: { role: 'viewer' as const } }),
    business.parts,
  )
  expect((await actorOf(member.personId))?.actions).toEqual(actionsOf('viewer'))
  await removeMember(owner.ctx, inputOf({ params }))
  expect(await actorOf(member.personId)).toEqual({
    id: member.personId,
    kind: 'person',
    organisationId: business.organisationId,
    actions: new Set(),
  })
})

test('of several businesses the chosen one counts, while the person belongs to it', async () => {
  const other = await createBusiness(database)
  const { member } = await business.hire('viewer')
  await business.clock.advance(1000)
  const elsewhere = { ...member, id: newId(), organisationId: other.organisationId }
  await insertMember(business.system.kysely, {
    ...elsewhere,
    role: 'admin',
    joinedAt: business.clock.now(),
  })
  const organisations = [undefined, other.organisationId, newId()].map(async (chosen) => {
    const actor = await actorOf(member.personId, chosen)
    return [actor?.organisationId, actor?.actions.has('staff.manage')]
  })
  expect(await Promise.all(organisations)).toEqual([
    [business.organisationId, false],
    [other.organisationId, true],
    [business.organisationId, false],
  ])
})

test('a change from elsewhere with a session is refused, reading is not', async () => {
  const { member } = await business.hire('owner')
  const headers = new Headers({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
  const attempt = actorOf(member.personId, undefined, { method: 'POST', headers })
  expect(await outcomeOfPromise(attempt)).toBe('identity.crossSite')
  expect(await actorOf(member.personId, undefined, { method: 'GET', headers })).toBeDefined()
})

test('a change from elsewhere without a session is a guest’s', async () => {
  const headers = new Headers({ origin: 'https://evil.example' })
  const nobody = identificationOf(business, database)
  expect(await nobody.personOf({ method: 'POST', headers })).toBeUndefined()
})

test('when a member was here is noted at most once a minute', async () => {
  const { member } = await business.hire('agent')
  const seenAt = async () => {
    await actorOf(member.personId)
    const row = await business.system.kysely
      .selectFrom('identity.member')
      .select('last_seen_at')
      .where('id', '=', member.id)
      .executeTakeFirst()
    return row?.last_seen_at
  }
  const first = business.clock.now()
  expect(await seenAt()).toEqual(first)
  await business.clock.advance(59_999)
  expect(await seenAt()).toEqual(first)
  await business.clock.advance(1)
  expect(await seenAt()).toEqual(business.clock.now())
})
