import { createVault } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { createBusiness, inputOf, migrations, stationName } from '../fixtures/business.ts'
import type { Business, Colleague } from '../fixtures/business.ts'
import { mailedToken } from '../fixtures/invitation-mails.ts'
import { inviting, newAddress } from '../fixtures/inviting.ts'
import { outcomeOfPromise, tally } from '../fixtures/outcome.ts'
import { createInvitation } from './create-invitation.ts'
import { forgetAddresses } from './forget-addresses.ts'
import { listInvitations } from './list-invitations.ts'

const { database, appUrl } = await testDatabase({ migrations })
const dayMs = 24 * 3_600_000

let business: Business
let owner: Colleague
let invitations: ReturnType<typeof inviting>
beforeEach(async () => {
  business = await createBusiness(database)
  owner = await business.hire('owner')
  invitations = inviting(business, { database, appUrl })
})

describe('inviting', () => {
  test('is mailed with a link, listed, and never shows the address in an event', async () => {
    const email = newAddress()
    const made = await invitations.invite(owner, { email, role: 'chef', scope: [newId()] })
    await invitations.deliver()
    expect(business.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [email, 'You are invited to Ember & Oak'],
    ])
    expect(business.mails[0]?.text).toContain('https://ember.example/console/invitation#token=')
    const items = await invitations.list(owner)
    expect(items).toEqual([{ ...made, state: 'open' }])
    const { rows } = await sql<{ text: string }>`select e::text as text from kernel.event e
      where organisation_id = ${business.organisationId}`.execute(database.kysely)
    expect(JSON.stringify(rows)).not.toContain(email)
  })

  test('the mail says who invites, into which business, as what, and where', async () => {
    const [email, station] = [newAddress(), newId()]
    await invitations.invite(owner, { email, role: 'agent', scope: [station] })
    await invitations.invite(owner, { role: 'viewer' })
    await invitations.deliver()
    const [mail, unlimited] = business.mails.map(({ text }) => text)
    const inviter = `Person ${owner.member.personId}`
    expect(mail).toContain(`${inviter} invites you to work with Ember & Oak`)
    expect(mail).toMatch(/^Your role: +Agent$/m)
    expect(mail).toMatch(new RegExp(`^Your stations: +${stationName(station)}$`, 'm'))
    expect(mail).toMatch(/Open this link:\nhttps:/)
    expect(mail).not.toContain('button')
    expect(unlimited).toMatch(/^Your stations: +All of them$/m)
  })

  test('a station that the business does not have is refused, at its place', async () => {
    const scope = [newId(), business.unknownStation]
    await expect(invitations.invite(owner, { scope })).rejects.toMatchObject({
      code: 'identity.unknownStation',
      status: 422,
      options: { errors: [{ path: 'scope.1', code: 'unknownStation' }] },
    })
    expect(await invitations.list(owner)).toEqual([])
  })

  test('the address is stored sealed, and the token as a hash', async () => {
    const email = newAddress()
    const token = await invitations.invitedToken(owner, { email })
    const { rows } = await sql<{ text: string }>`
      select i::text || encode(i.email, 'escape') as text from identity.invitation i
      where organisation_id = ${business.organisationId}`.execute(database.kysely)
    expect(rows[0]?.text.length).toBeGreaterThan(100)
    expect(rows[0]?.text).not.toContain(email)
    expect(rows[0]?.text).not.toContain(token)
  })

  test.each<[string, string, Role, Role]>([
    ['an owner makes an owner', 'done', 'owner', 'owner'],
    ['an admin makes an admin', 'done', 'admin', 'admin'],
    ['an admin makes an owner', 'identity.roleAboveYours', 'admin', 'owner'],
    ['an agent invites an admin', 'request.forbidden', 'agent', 'admin'],
    ['an agent invites a viewer', 'request.forbidden', 'agent', 'viewer'],
    ['a manager invites an agent', 'request.forbidden', 'station_manager', 'agent'],
  ])('%s: %s', async (...[, outcome, by, role]) => {
    expect(await outcomeOfPromise(invitations.invite(await business.hire(by), { role }))).toBe(
      outcome,
    )
  })

  test.each<[Role, string]>([
    ['owner', 'identity.roleWithoutScope'],
    ['admin', 'identity.roleWithoutScope'],
    ['agent', 'done'],
  ])('stations for %s: %s', async (role, outcome) => {
    expect(await outcomeOfPromise(invitations.invite(owner, { role, scope: [newId()] }))).toBe(
      outcome,
    )
  })

  test('an address is invited once at a time, however it is written, also by ten at once', async () => {
    const email = newAddress()
    const spellings = [email, email.toUpperCase(), ` ${email}`]
    const attempts = Array.from({ length: 10 }, (_, index) =>
      invitations.invite(owner, { email: spellings[index % 3] ?? email }),
    )
    expect(tally(await Promise.allSettled(attempts))).toEqual({
      done: 1,
      'identity.alreadyInvited': 9,
    })
  })

  test('two businesses invite one address without knowing of each other', async () => {
    const email = newAddress()
    await invitations.invite(owner, { email })
    const other = await createBusiness(database)
    const body = { email, role: 'agent' as const }
    const theirs = createInvitation((await other.hire('owner')).ctx, inputOf({ body }), other.parts)
    expect(await outcomeOfPromise(theirs)).toBe('done')
  })

  test('a member is not invited again; a person of elsewhere is', async () => {
    const { email } = await business.hire('agent')
    expect(await outcomeOfPromise(invitations.invite(owner, { email }))).toBe(
      'identity.alreadyMember',
    )
    const elsewhere = await (await createBusiness(database)).hire('agent')
    expect(await outcomeOfPromise(invitations.invite(owner, { email: elsewhere.email }))).toBe(
      'done',
    )
  })

  test('an expired invitation is shown as such and makes room for a new one', async () => {
    const email = newAddress()
    await invitations.invite(owner, { email })
    await business.clock.advance(7 * dayMs)
    const items = await invitations.list(owner)
    expect(items.map(({ state }) => state)).toEqual(['expired'])
    expect(await outcomeOfPromise(invitations.invite(owner, { email }))).toBe('done')
    expect(await invitations.list(owner)).toHaveLength(1)
  })
})

test('without its master key an address is not shown, and the invitation can be withdrawn', async () => {
  const { id } = await invitations.invite(owner)
  const vault = createVault({ current: { id: 'other', key: Buffer.alloc(32, 8) }, previous: [] })
  const { items } = await listInvitations(owner.ctx, { vault })
  expect(items).toEqual([expect.objectContaining({ id, email: '' })])
  expect(await outcomeOfPromise(invitations.withdraw(owner, id))).toBe('done')
})

test('90 days after its end nobody knows any more whom an invitation was for', async () => {
  const [accepted, expired] = [newAddress(), newAddress()]
  await invitations.accept(await invitations.invitedToken(owner, { email: accepted }))
  await invitations.invite(owner, { email: expired })
  const stored = () =>
    business.system.kysely
      .selectFrom('identity.invitation')
      .select(['email', 'withdrawn_at', 'accepted_at'])
      .where('organisation_id', '=', business.organisationId)
      .orderBy('accepted_at')
      .execute()
  await business.clock.advance(97 * dayMs)
  await forgetAddresses(business.system)
  expect((await stored()).filter(({ email }) => email.length === 0)).toEqual([])
  await business.clock.advance(1)
  for (const _ of [1, 2]) await forgetAddresses(business.system)
  expect(await stored()).toEqual([
    { email: Buffer.alloc(0), accepted_at: expect.any(Date), withdrawn_at: null },
    { email: Buffer.alloc(0), accepted_at: null, withdrawn_at: business.clock.now() },
  ])
  expect(await invitations.list(owner)).toEqual([])
})

describe('withdrawing and sending again', () => {
  test('again gives a new link for another 7 days, by one mail', async () => {
    const email = newAddress()
    const first = await invitations.invitedToken(owner, { email })
    await business.clock.advance(6 * dayMs)
    const [open] = await invitations.list(owner)
    const id = open?.id ?? ''
    await invitations.resend(owner, id)
    await invitations.deliver()
    const second = mailedToken(business, email)
    expect(second).not.toBe(first)
    await business.clock.advance(6 * dayMs)
    expect(await outcomeOfPromise(invitations.accept(second))).toBe('done')
  })

  test('an invitation that was withdrawn before its mail went out is not mailed', async () => {
    const { id } = await invitations.invite(owner)
    await invitations.withdraw(owner, id)
    await invitations.deliver()
    expect(business.mails).toEqual([])
    expect(await outcomeOfPromise(invitations.withdraw(owner, id))).toBe(
      'identity.unknownInvitation',
    )
  })

  test('an admin neither withdraws nor sends an owner’s invitation', async () => {
    const admin = await business.hire('admin')
    const { id } = await invitations.invite(owner, { role: 'owner' })
    const attempts = [invitations.withdraw(admin, id), invitations.resend(admin, id)]
    expect(tally(await Promise.allSettled(attempts))).toEqual({ 'identity.roleAboveYours': 2 })
  })

  test('that of another business is unknown', async () => {
    const other = await createBusiness(database)
    const { id } = await invitations.invite(owner)
    const stranger = await other.hire('owner')
    for (const one of [id, newId()]) {
      expect(await outcomeOfPromise(invitations.withdraw(stranger, one))).toBe(
        'identity.unknownInvitation',
      )
    }
  })

  test.each(roles.filter((role) => role !== 'owner' && role !== 'admin'))(
    '%s can do neither',
    async (role) => {
      const colleague = await business.hire(role)
      const { id } = await invitations.invite(owner)
      expect(await outcomeOfPromise(invitations.withdraw(colleague, id))).toBe('request.forbidden')
    },
  )
})
