import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { beforeEach, describe, expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { createBusiness, inputOf, migrations, type Business } from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { outcomeOfPromise, tally } from '../fixtures/outcome.ts'
import { changeMember } from './change-member.ts'
import { listMembers } from './list-members.ts'
import { findMembership, type Member } from './member-store.ts'
import { leaveOrganisation, removeMember } from './remove-member.ts'
import type { Colleague } from '../fixtures/business.ts'

const { database } = await testDatabase({ migrations })
const [north, south] = [newId(), newId()]

let business: Business
beforeEach(async () => {
  business = await createBusiness(database)
})

interface Change {
  readonly role?: Role
  readonly scope?: string[] | null
}

function change(by: Colleague, member: Pick<Member, 'id'>, body: Change) {
  return changeMember(by.ctx, inputOf({ params: { id: member.id }, body }), business.parts)
}

function remove(by: Colleague, member: Pick<Member, 'id'>) {
  return removeMember(by.ctx, inputOf({ params: { id: member.id } }))
}

function expectedOutcome(by: Role, before: Role, after: Role): string {
  if (by !== 'owner' && by !== 'admin') return 'request.forbidden'
  const touchesOwner = before === 'owner' || after === 'owner'
  return by === 'admin' && touchesOwner ? 'identity.roleAboveYours' : 'done'
}

function membershipOf({ member }: Colleague) {
  return findMembership(business.system.kysely, member)
}

describe('listing', () => {
  test('shows everybody of the business with role and stations, and who is you', async () => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent', [north])
    await (await createBusiness(database)).hire('owner')
    const { items } = await listMembers(owner.ctx)
    expect(items).toHaveLength(2)
    expect(items).toContainEqual(
      expect.objectContaining({ id: owner.member.id, role: 'owner', isYou: true }),
    )
    expect(items).toContainEqual(
      expect.objectContaining({
        id: agent.member.id,
        email: agent.email,
        role: 'agent',
        scope: [north],
        secondFactor: false,
        isYou: false,
      }),
    )
  })

  test.each<[Role, string]>([
    ['station_manager', 'done'],
    ['agent', 'request.forbidden'],
    ['viewer', 'request.forbidden'],
  ])('for %s: %s', async (role, outcome) => {
    const { ctx } = await business.hire(role)
    expect(await outcomeOfPromise(listMembers(ctx))).toBe(outcome)
  })
})

describe('changing a role', () => {
  test('takes effect, is told once, and can be repeated', async () => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent')
    for (const _ of [1, 2]) {
      const changed = await change(owner, agent.member, { role: 'chef', scope: [north] })
      expect(changed).toMatchObject({ role: 'chef', scope: [north] })
    }
    expect(await membershipOf(agent)).toMatchObject({ role: 'chef', scope: [north] })
    expect(await eventsOf(business, 'member.roleChanged')).toEqual([
      {
        memberId: agent.member.id,
        personId: agent.member.personId,
        from: 'agent',
        to: 'chef',
        scope: [north],
      },
    ])
  })

  test.each<[string, Change, Change]>([
    ['not named: they stay', { role: 'chef' }, { role: 'chef', scope: [north] }],
    ['others', { scope: [south] }, { role: 'agent', scope: [south] }],
    ['null: all', { scope: null }, { role: 'agent' }],
    ['of a role that reaches all: they fall away', { role: 'admin' }, { role: 'admin' }],
  ])('stations %s', async (_, body, after) => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent', [north])
    const { role, scope } = await change(owner, agent.member, body)
    expect({ role, ...(scope ? { scope } : {}) }).toEqual(after)
  })

  test('a station that the business does not have is refused', async () => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent')
    const work = change(owner, agent.member, { scope: [north, business.unknownStation] })
    expect(await outcomeOfPromise(work)).toBe('identity.unknownStation')
    expect((await membershipOf(agent))?.scope).toBeUndefined()
  })

  test('stations for a role that reaches all are refused', async () => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent')
    const work = change(owner, agent.member, { role: 'admin', scope: [north] })
    expect(await outcomeOfPromise(work)).toBe('identity.roleWithoutScope')
  })

  // Every giver, every role before and after: nobody reaches above their own.
  const attempts = roles.flatMap((by) =>
    roles.flatMap((before) => roles.map((after) => [by, before, after] as const)),
  )
  test('nobody gives or takes away a role above their own, in all 216 combinations', async () => {
    await business.hire('owner')
    const wrong: string[] = []
    const givers = new Map<Role, Colleague>()
    for (const role of roles) givers.set(role, await business.hire(role))
    for (const [by, before, after] of attempts) {
      const target = await business.hire(before)
      const giver = givers.get(by)
      const outcome =
        giver && (await outcomeOfPromise(change(giver, target.member, { role: after })))
      if (outcome !== expectedOutcome(by, before, after)) wrong.push(`${by}: ${before} → ${after}`)
    }
    expect(wrong).toEqual([])
  })

  test('somebody who was lowered since their request came in changes nothing any more', async () => {
    const owner = await business.hire('owner')
    const admin = await business.hire('admin')
    const friend = await business.hire('viewer')
    await change(owner, admin.member, { role: 'viewer' })
    // Its context still holds the actions of an admin.
    const late = change(admin, friend.member, { role: 'admin' })
    expect(await outcomeOfPromise(late)).toBe('request.forbidden')
  })

  test('a member of another business is unknown', async () => {
    const owner = await business.hire('owner')
    const stranger = await (await createBusiness(database)).hire('agent')
    for (const id of [stranger.member.id, newId()]) {
      expect(await outcomeOfPromise(change(owner, { id }, { role: 'viewer' }))).toBe(
        'identity.unknownMember',
      )
    }
    expect(await membershipOf(stranger)).toMatchObject({ role: 'agent' })
  })
})

describe('the last owner', () => {
  test('can neither leave, be removed, nor become anything less', async () => {
    const owner = await business.hire('owner')
    const attempts = [
      leaveOrganisation(owner.ctx),
      remove(owner, owner.member),
      change(owner, owner.member, { role: 'admin' }),
    ]
    expect(tally(await Promise.allSettled(attempts))).toEqual({ 'identity.lastOwner': 3 })
    expect(await membershipOf(owner)).toMatchObject({ role: 'owner' })
  })

  test('of two owners who leave, remove and lower each other at once, one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const shop = await createBusiness(database)
      const [one, other] = [await shop.hire('owner'), await shop.hire('owner')]
      await Promise.allSettled([
        leaveOrganisation(one.ctx),
        leaveOrganisation(other.ctx),
        remove(one, other.member),
        change(other, one.member, { role: 'viewer' }),
      ])
      const left = await Promise.all([membershipOf(one), membershipOf(other)])
      expect(left.filter((member) => member?.role === 'owner')).toHaveLength(1)
    }
  })
})

describe('removing', () => {
  test('ends the membership and says so; again it is unknown', async () => {
    const owner = await business.hire('owner')
    const agent = await business.hire('agent')
    await remove(owner, agent.member)
    expect(await membershipOf(agent)).toBeUndefined()
    expect(await eventsOf(business, 'member.removed')).toEqual([
      { memberId: agent.member.id, personId: agent.member.personId, role: 'agent' },
    ])
    expect(await outcomeOfPromise(remove(owner, agent.member))).toBe('identity.unknownMember')
  })

  test.each<[Role, Role, string]>([
    ['admin', 'owner', 'identity.roleAboveYours'],
    ['admin', 'admin', 'done'],
    ['station_manager', 'viewer', 'request.forbidden'],
    ['agent', 'viewer', 'request.forbidden'],
  ])('%s removes %s: %s', async (...[by, target, outcome]) => {
    await business.hire('owner')
    const giver = await business.hire(by)
    const { member } = await business.hire(target)
    expect(await outcomeOfPromise(remove(giver, member))).toBe(outcome)
  })

  test('who was removed since their request came in does nothing any more', async () => {
    const owner = await business.hire('owner')
    const admin = await business.hire('admin')
    await remove(owner, admin.member)
    expect(await outcomeOfPromise(remove(admin, owner.member))).toBe('request.forbidden')
    expect(await outcomeOfPromise(leaveOrganisation(admin.ctx))).toBe('request.forbidden')
  })

  test('anybody but the last owner can leave', async () => {
    await business.hire('owner')
    const agent = await business.hire('agent')
    await leaveOrganisation(agent.ctx)
    expect(await membershipOf(agent)).toBeUndefined()
  })
})
