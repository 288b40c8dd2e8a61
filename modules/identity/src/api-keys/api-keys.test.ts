import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBusiness, inputOf, migrations, type Business } from '../fixtures/business.ts'
import type { Colleague } from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { identificationOf } from '../fixtures/identification.ts'
import { outcomeOfPromise } from '../fixtures/outcome.ts'
import { roles, type Role } from '../contract/roles.ts'
import { changeMember } from '../members/change-member.ts'
import { insertMember } from '../members/member-store.ts'
import { leaveOrganisation, removeMember } from '../members/remove-member.ts'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey, rotateApiKey } from './rotate-api-key.ts'

const { database } = await testDatabase({ migrations })
const hourMs = 3_600_000
const dayMs = 24 * hourMs

let business: Business
let owner: Colleague
let admin: Colleague
beforeEach(async () => {
  business = await createBusiness(database)
  owner = await business.hire('owner')
  admin = await business.hire('admin')
})

interface Wanted {
  readonly actions?: string[]
  readonly scope?: string[]
  readonly expiresInDays?: number
}

function make(
  by: Colleague,
  { actions = ['bookings.list', 'bookings.cancel'], ...rest }: Wanted = {},
) {
  return createApiKey(
    by.ctx,
    inputOf({ body: { name: 'Export', actions, ...rest } }),
    business.parts,
  )
}

function rotate(by: Colleague, id: string, graceHours = 0) {
  return rotateApiKey(by.ctx, inputOf({ params: { id }, body: { graceHours } }))
}

function revoke(by: Colleague, id: string) {
  return revokeApiKey(by.ctx, inputOf({ params: { id } }))
}

/** What a request with this key may do; undefined when the key opens nothing. */
async function rightsWith(key: string) {
  const identification = identificationOf(business, database)
  const actor = await identification.machineOf(key)
  await identification.settled()
  return actor && { actions: [...actor.actions], ...(actor.scope && { scope: [...actor.scope] }) }
}

async function stateOf(id: string) {
  return (await listApiKeys(owner.ctx)).items.find((item) => item.id === id)?.state
}

describe('making a key', () => {
  test('shows it once, stores its hash alone, and tells neither', async () => {
    const station = newId()
    const { key, ...made } = await make(owner, { scope: [station], expiresInDays: 90 })
    expect(key).toMatch(/^hf_[\w-]{43}$/)
    expect(made).toMatchObject({ hint: `…${key.slice(-4)}`, scope: [station], state: 'active' })
    expect(await rightsWith(key)).toEqual({
      actions: ['bookings.list', 'bookings.cancel'],
      scope: [station],
    })
    const { items } = await listApiKeys(owner.ctx)
    expect(items).toEqual(
      [{ ...made, createdBy: { personId: owner.member.personId, name: expect.any(String) } }].map(
        (item) => ({ ...item, lastUsedAt: business.clock.now().toISOString() }),
      ),
    )
    const { rows } = await sql<{ text: string }>`
      select k::text as text from identity.api_key k where id = ${made.id}
      union all select e::text from kernel.event e
      where organisation_id = ${business.organisationId}`.execute(database.kysely)
    expect(rows.length).toBeGreaterThan(1)
    expect(JSON.stringify(rows)).not.toContain(key.slice(3))
  })

  test.each([
    ['an action that nobody has', ['bookings.destroy']],
    ['an action of people alone', ['staff.manage']],
    ['the action that makes keys', ['bookings.list', 'apiKeys.manage']],
    ['a name that every object has', ['constructor']],
  ])('with %s is refused', async (_, actions) => {
    expect(await outcomeOfPromise(make(owner, { actions }))).toBe('identity.actionNotYours')
  })

  test.each([
    ['staff.manage', 'staff.manage is for people alone: no API key can have it.'],
    ['bookings.destroy', 'There is no such action: GET /roles names all of them.'],
  ])('refused for %s, it says why, and at which place', async (action, text) => {
    await expect(make(owner, { actions: ['bookings.list', action] })).rejects.toMatchObject({
      say: text,
      options: { errors: [{ path: 'actions.1', code: 'actionNotYours', text }] },
    })
  })

  test('for a station that the business does not have is refused, at its place', async () => {
    const scope = [newId(), business.unknownStation]
    await expect(make(owner, { scope })).rejects.toMatchObject({
      code: 'identity.unknownStation',
      options: { errors: [{ path: 'scope.1', code: 'unknownStation' }] },
    })
    expect((await listApiKeys(owner.ctx)).items).toEqual([])
  })

  test.each(roles)('as %s', async (role) => {
    const outcome = role === 'owner' || role === 'admin' ? 'done' : 'request.forbidden'
    expect(await outcomeOfPromise(make(await business.hire(role)))).toBe(outcome)
  })

  test('by somebody who was lowered since their request came in is refused', async () => {
    await lower(admin, 'agent')
    expect(await outcomeOfPromise(make(admin))).toBe('request.forbidden')
  })
})

function lower({ member }: Colleague, role: Role) {
  return changeMember(
    owner.ctx,
    inputOf({ params: { id: member.id }, body: { role } }),
    business.parts,
  )
}

describe('a key never outlives its creator’s rights', () => {
  test('who is lowered takes their keys along, and back again', async () => {
    const { key } = await make(admin)
    await lower(admin, 'viewer')
    expect(await rightsWith(key)).toEqual({ actions: ['bookings.list'] })
    await lower(admin, 'admin')
    expect(await rightsWith(key)).toEqual({ actions: ['bookings.list', 'bookings.cancel'] })
  })

  test('who is limited to stations limits their keys', async () => {
    const [north, south] = [newId(), newId()]
    const { key } = await make(admin, { scope: [north, south] })
    const change = { role: 'agent', scope: [south] } as const
    await changeMember(
      owner.ctx,
      inputOf({ params: { id: admin.member.id }, body: { ...change, scope: [south] } }),
      business.parts,
    )
    expect(await rightsWith(key)).toMatchObject({ scope: [south] })
  })

  test('who is removed ends them, which the list says', async () => {
    const { key, id } = await make(admin)
    await removeMember(owner.ctx, inputOf({ params: { id: admin.member.id } }))
    expect(await rightsWith(key)).toBeUndefined()
    expect(await stateOf(id)).toBe('creatorGone')
  })

  test('whoever rotates a key answers for it from then on', async () => {
    const { id } = await make(admin)
    await removeMember(owner.ctx, inputOf({ params: { id: admin.member.id } }))
    const { key } = await rotate(owner, id)
    expect(await stateOf(id)).toBe('active')
    expect(await rightsWith(key)).toEqual({ actions: ['bookings.list', 'bookings.cancel'] })
  })
})

describe('whoever belonged here once', () => {
  const ends = [
    ['was removed', remove],
    ['left', ({ ctx }: Colleague) => leaveOrganisation(ctx)],
  ] as const

  test.each(ends)('and %s: their key stays dead when they come back', async (_, end) => {
    const { key, id } = await make(admin)
    await end(admin)
    await comeBack(admin)
    expect(await rightsWith(key)).toBeUndefined()
    expect(await stateOf(id)).toBe('creatorGone')
  })

  test.each(ends)('and %s: rotating their key with a grace does not revive it', async (_, end) => {
    const { key: stolen, id } = await make(admin)
    await end(admin)
    const { key, previousUntil } = await rotate(owner, id, 168)
    expect(previousUntil).toBeUndefined()
    expect(await rightsWith(stolen)).toBeUndefined()
    expect(await rightsWith(key)).toBeDefined()
  })

  test('and came back: not even they give the key from before a grace', async () => {
    const { key: stolen, id } = await make(admin)
    await remove(admin)
    await comeBack(admin)
    await rotate(admin, id, 168)
    expect(await rightsWith(stolen)).toBeUndefined()
  })
})

function remove({ member }: Colleague) {
  return removeMember(owner.ctx, inputOf({ params: { id: member.id } }))
}

/** Invited again: the same person, another membership. */
function comeBack({ member }: Colleague) {
  return insertMember(owner.ctx.kysely, { ...member, id: newId() })
}

describe('the end of a key', () => {
  test('revoked: it opens nothing from then on, is not listed, and is told', async () => {
    const { key, id } = await make(owner)
    await revoke(owner, id)
    expect(await rightsWith(key)).toBeUndefined()
    expect((await listApiKeys(owner.ctx)).items).toEqual([])
    expect(await eventsOf(business, 'apiKey.revoked')).toEqual([{ apiKeyId: id }])
    expect(await outcomeOfPromise(revoke(owner, id))).toBe('identity.unknownApiKey')
    expect(await outcomeOfPromise(rotate(owner, id))).toBe('identity.unknownApiKey')
  })

  test('expired: it opens nothing', async () => {
    const { key, id } = await make(owner, { expiresInDays: 1 })
    await business.clock.advance(dayMs - 1)
    expect(await rightsWith(key)).toBeDefined()
    await business.clock.advance(1)
    expect(await rightsWith(key)).toBeUndefined()
    expect(await stateOf(id)).toBe('expired')
  })

  test('rotated: the new one works, the old one ends at once', async () => {
    const { key: old, id } = await make(owner)
    const { key } = await rotate(owner, id)
    expect(await rightsWith(old)).toBeUndefined()
    expect(await rightsWith(key)).toEqual({ actions: ['bookings.list', 'bookings.cancel'] })
  })

  test('rotated with a grace: both work until it is over, and it never lengthens', async () => {
    const { key: first, id } = await make(owner)
    const { key: second, previousUntil } = await rotate(owner, id, 24)
    expect(previousUntil).toBe(new Date(business.clock.now().getTime() + dayMs).toISOString())
    await business.clock.advance(dayMs - 1)
    expect(await rightsWith(first)).toBeDefined()
    await business.clock.advance(1)
    expect(await rightsWith(first)).toBeUndefined()
    expect(await rightsWith(second)).toBeDefined()
  })

  test('rotated by somebody else: the old one ends at once and gains no rights', async () => {
    const { key: old, id } = await make(admin)
    await lower(admin, 'viewer')
    const { previousUntil } = await rotate(owner, id, 168)
    expect(previousUntil).toBeUndefined()
    expect(await rightsWith(old)).toBeUndefined()
    expect(await eventsOf(business, 'apiKey.rotated')).toEqual([{ apiKeyId: id, graceHours: 0 }])
  })

  test('rotated after it expired: there is no grace', async () => {
    const { id } = await make(owner, { expiresInDays: 1 })
    await business.clock.advance(dayMs)
    expect((await rotate(owner, id, 168)).previousUntil).toBeUndefined()
  })

  test('rotated twice: the first key ends, whatever its grace was', async () => {
    const { key: first, id } = await make(owner)
    await rotate(owner, id, 168)
    await rotate(owner, id, 168)
    expect(await rightsWith(first)).toBeUndefined()
  })

  test('revoked within a grace: both end', async () => {
    const { key: first, id } = await make(owner)
    const { key: second } = await rotate(owner, id, 24)
    await revoke(owner, id)
    expect([await rightsWith(first), await rightsWith(second)]).toEqual([undefined, undefined])
  })

  test('a key of another business is unknown', async () => {
    const { id } = await make(owner)
    const stranger = await (await createBusiness(database)).hire('owner')
    for (const one of [id, newId()]) {
      expect(await outcomeOfPromise(revoke(stranger, one))).toBe('identity.unknownApiKey')
      expect(await outcomeOfPromise(rotate(stranger, one))).toBe('identity.unknownApiKey')
    }
  })
})

describe('last used', () => {
  test('is written once a minute, whatever happens in between', async () => {
    const { key, id } = await make(owner)
    const lastUsed = async () =>
      (await listApiKeys(owner.ctx)).items.find((item) => item.id === id)?.lastUsedAt
    const at = [business.clock.now().toISOString()]
    await rightsWith(key)
    await business.clock.advance(59_999)
    await rightsWith(key)
    expect(await lastUsed()).toBe(at[0])
    await business.clock.advance(1)
    await rightsWith(key)
    expect(await lastUsed()).toBe(business.clock.now().toISOString())
  })
})
