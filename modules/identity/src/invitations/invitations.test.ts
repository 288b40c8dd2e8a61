import { newId, type Uuid } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { createBusiness, inputOf, migrations, type Business } from '../fixtures/business.ts'
import type { Colleague } from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { deliverMails, mailedToken } from '../fixtures/invitation-mails.ts'
import { outcomeOfPromise, tally } from '../fixtures/outcome.ts'
import { changeMember } from '../members/change-member.ts'
import { listMembersOf } from '../members/member-store.ts'
import { removeMember } from '../members/remove-member.ts'
import type { IdentityContext } from '../parts.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { createInvitation } from './create-invitation.ts'
import { forgetAddresses } from './forget-addresses.ts'
import { listInvitations } from './list-invitations.ts'
import { previewInvitation } from './preview-invitation.ts'
import { resendInvitation, withdrawInvitation } from './resend-invitation.ts'

const { database, appUrl } = await testDatabase({ migrations })
const dayMs = 24 * 3_600_000
const password = 'a long and quiet evening'

let business: Business
let owner: Colleague
beforeEach(async () => {
  business = await createBusiness(database)
  owner = await business.hire('owner')
})

interface Invite {
  readonly email?: string
  readonly role?: Role
  readonly scope?: string[]
}

function invite(by: Colleague, { email = newAddress(), role = 'agent', scope }: Invite = {}) {
  return createInvitation(by.ctx, inputOf({ body: { email, role, scope } }), business.parts)
}

async function invitedToken(email: string, given: Invite = {}): Promise<string> {
  await invite(owner, { email, ...given })
  await deliverMails(business, { database, appUrl })
  return mailedToken(business, email)
}

function accept(token: string, { as = business.visitor, name = 'Rosa', by = password } = {}) {
  const details = as === business.visitor ? { name, password: by } : {}
  return acceptInvitation(as, inputOf({ body: { token, ...details } }), business.parts)
}

function preview(token: string) {
  return previewInvitation(business.visitor, inputOf({ body: { token } }), business.parts)
}

interface Made {
  readonly id: string
  readonly maker: Colleague
}

function resend(by: IdentityContext, id: string) {
  return resendInvitation(by, inputOf({ params: { id } }), business.parts)
}

function withdraw(by: IdentityContext, id: string) {
  return withdrawInvitation(by, inputOf({ params: { id } }))
}

function newAddress(): string {
  return `${newId()}@example.com`
}

function members() {
  return listMembersOf(business.system.kysely, business.organisationId)
}

describe('inviting', () => {
  test('is mailed with a link, listed, and never shows the address in an event', async () => {
    const email = newAddress()
    const made = await invite(owner, { email, role: 'chef', scope: [newId()] })
    await deliverMails(business, { database, appUrl })
    expect(business.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [email, 'You are invited to Ember & Oak'],
    ])
    expect(business.mails[0]?.text).toContain('https://ember.example/console/invitation#token=')
    const { items } = await listInvitations(owner.ctx, business.parts)
    expect(items).toEqual([{ ...made, state: 'open' }])
    const { rows } = await sql<{ text: string }>`select e::text as text from kernel.event e
      where organisation_id = ${business.organisationId}`.execute(database.kysely)
    expect(JSON.stringify(rows)).not.toContain(email)
  })

  test('the address is stored sealed, and the token as a hash', async () => {
    const email = newAddress()
    const token = await invitedToken(email)
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
    expect(await outcomeOfPromise(invite(await business.hire(by), { role }))).toBe(outcome)
  })

  test.each<[Role, string]>([
    ['owner', 'identity.roleWithoutScope'],
    ['admin', 'identity.roleWithoutScope'],
    ['agent', 'done'],
  ])('stations for %s: %s', async (role, outcome) => {
    expect(await outcomeOfPromise(invite(owner, { role, scope: [newId()] }))).toBe(outcome)
  })

  test('an address is invited once at a time, however it is written, also by ten at once', async () => {
    const email = newAddress()
    const spellings = [email, email.toUpperCase(), ` ${email}`]
    const attempts = Array.from({ length: 10 }, (_, index) =>
      invite(owner, { email: spellings[index % 3] ?? email }),
    )
    expect(tally(await Promise.allSettled(attempts))).toEqual({
      done: 1,
      'identity.alreadyInvited': 9,
    })
  })

  test('two businesses invite one address without knowing of each other', async () => {
    const email = newAddress()
    await invite(owner, { email })
    const other = await createBusiness(database)
    const body = { email, role: 'agent' as const }
    const theirs = createInvitation((await other.hire('owner')).ctx, inputOf({ body }), other.parts)
    expect(await outcomeOfPromise(theirs)).toBe('done')
  })

  test('a member is not invited again; a person of elsewhere is', async () => {
    const { email } = await business.hire('agent')
    expect(await outcomeOfPromise(invite(owner, { email }))).toBe('identity.alreadyMember')
    const elsewhere = await (await createBusiness(database)).hire('agent')
    expect(await outcomeOfPromise(invite(owner, { email: elsewhere.email }))).toBe('done')
  })

  test('an expired invitation is shown as such and makes room for a new one', async () => {
    const email = newAddress()
    await invite(owner, { email })
    await business.clock.advance(7 * dayMs)
    const { items } = await listInvitations(owner.ctx, business.parts)
    expect(items.map(({ state }) => state)).toEqual(['expired'])
    expect(await outcomeOfPromise(invite(owner, { email }))).toBe('done')
    expect((await listInvitations(owner.ctx, business.parts)).items).toHaveLength(1)
  })
})

describe('accepting', () => {
  test('as a new person: member with role and stations, verified, signed in, told once', async () => {
    const [email, station] = [newAddress(), newId()]
    const token = await invitedToken(email, { role: 'agent', scope: [station] })
    expect(await preview(token)).toMatchObject({
      organisation: { id: business.organisationId, name: 'Ember & Oak' },
      email,
      role: 'agent',
      roleTitle: 'Agent',
      hasAccount: false,
    })
    const answer = await accept(token)
    expect(answer).toMatchObject({
      status: 201,
      body: { organisationId: business.organisationId, role: 'agent', signedIn: true },
      headers: { 'set-cookie': [expect.stringContaining('session=')] },
    })
    const member = (await members()).find(({ role }) => role === 'agent')
    expect(member?.scope).toEqual([station])
    const person = await business.system.kysely
      .selectFrom('auth.person')
      .select(['id', 'email_verified'])
      .where('email', '=', email)
      .executeTakeFirst()
    expect(person).toEqual({ id: member?.personId, email_verified: true })
    expect(await eventsOf(business, 'member.joined')).toEqual([
      expect.objectContaining({ memberId: member?.id, role: 'agent', by: 'invitation' }),
    ])
  })

  test('the link works once, for its holder and for a preview', async () => {
    const token = await invitedToken(newAddress())
    await accept(token)
    expect(await outcomeOfPromise(accept(token))).toBe('identity.linkUsed')
    expect(await outcomeOfPromise(preview(token))).toBe('identity.linkUsed')
  })

  test('twenty at once: one membership and one person', async () => {
    const email = newAddress()
    const token = await invitedToken(email)
    const attempts = Array.from({ length: 20 }, () => accept(token))
    expect(tally(await Promise.allSettled(attempts))).toEqual({ done: 1, 'identity.linkUsed': 19 })
    expect(await members()).toHaveLength(2)
    expect(await eventsOf(business, 'member.joined')).toHaveLength(1)
  })

  test.each<[string, (made: Made) => Promise<unknown>]>([
    ['after 7 days', () => business.clock.advance(7 * dayMs)],
    ['once withdrawn', ({ id }) => withdraw(owner.ctx, id)],
    ['once sent again', ({ id }) => resend(owner.ctx, id)],
    [
      'once its maker was removed',
      ({ maker }) => removeMember(owner.ctx, inputOf({ params: { id: maker.member.id } })),
    ],
    [
      'once its maker may no longer invite',
      ({ maker }) =>
        changeMember(
          owner.ctx,
          inputOf({ params: { id: maker.member.id }, body: { role: 'agent' as const } }),
        ),
    ],
  ])('the link opens nothing %s', async (_, happen) => {
    const [maker, email] = [await business.hire('admin'), newAddress()]
    const { id } = await invite(maker, { email })
    await deliverMails(business, { database, appUrl })
    const token = mailedToken(business, email)
    expect(await outcomeOfPromise(preview(token))).toBe('done')
    await happen({ id, maker })
    expect(await outcomeOfPromise(preview(token))).toBe('identity.linkUsed')
    expect(await outcomeOfPromise(accept(token))).toBe('identity.linkUsed')
  })

  test('when the address has an account: sign in first, and the link still works', async () => {
    const email = newAddress()
    const token = await invitedToken(email)
    const { ctx } = await business.person(email)
    expect((await preview(token)).hasAccount).toBe(true)
    expect(await outcomeOfPromise(accept(token))).toBe('identity.signInFirst')
    expect(await accept(token, { as: ctx })).toMatchObject({ body: { signedIn: false } })
    expect(await members()).toHaveLength(2)
  })

  test('by somebody who is signed in with another address: refused, and it still works', async () => {
    const token = await invitedToken(newAddress())
    const { ctx } = await business.person()
    expect(await outcomeOfPromise(accept(token, { as: ctx }))).toBe('identity.otherPerson')
    expect(await outcomeOfPromise(accept(token))).toBe('done')
  })

  test('without a password and without being signed in: the details are asked for', async () => {
    const token = await invitedToken(newAddress())
    for (const body of [{ token }, { token, password }]) {
      const attempt = acceptInvitation(business.visitor, inputOf({ body }), business.parts)
      expect(await outcomeOfPromise(attempt)).toBe('identity.detailsNeeded')
    }
  })

  test('cut off before the end: neither person nor member is there, and the link still works', async () => {
    const token = await invitedToken(newAddress())
    // The new member gets an id that is taken, after the person was made.
    const doomed = { ...business.visitor, ids: () => owner.member.id as Uuid }
    const body = { token, name: 'Rosa', password }
    const attempt = acceptInvitation(doomed, inputOf({ body }), business.parts)
    expect(await outcomeOfPromise(attempt)).toMatch(/member_pkey/)
    expect((await preview(token)).hasAccount).toBe(false)
    expect(await outcomeOfPromise(accept(token))).toBe('done')
  })

  test('when no session can be begun the membership stands, and nobody is signed in', async () => {
    const token = await invitedToken(newAddress())
    const auth = {
      ...business.parts.auth,
      startSession: () => Promise.reject(new Error('no sessions today')),
    }
    const body = { token, name: 'Rosa', password }
    const parts = { ...business.parts, auth }
    const answer = await acceptInvitation(business.visitor, inputOf({ body }), parts)
    expect(answer).toMatchObject({ status: 201, body: { signedIn: false } })
    expect(await members()).toHaveLength(2)
  })
})

test('90 days after its end nobody knows any more whom an invitation was for', async () => {
  const [accepted, expired] = [newAddress(), newAddress()]
  await accept(await invitedToken(accepted))
  await invite(owner, { email: expired })
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
  expect((await listInvitations(owner.ctx, business.parts)).items).toEqual([])
})

describe('withdrawing and sending again', () => {
  test('again gives a new link for another 7 days, by one mail', async () => {
    const email = newAddress()
    const first = await invitedToken(email)
    await business.clock.advance(6 * dayMs)
    const [open] = (await listInvitations(owner.ctx, business.parts)).items
    const id = open?.id ?? ''
    await resend(owner.ctx, id)
    await deliverMails(business, { database, appUrl })
    const second = mailedToken(business, email)
    expect(second).not.toBe(first)
    await business.clock.advance(6 * dayMs)
    expect(await outcomeOfPromise(accept(second))).toBe('done')
  })

  test('an invitation that was withdrawn before its mail went out is not mailed', async () => {
    const { id } = await invite(owner)
    await withdraw(owner.ctx, id)
    await deliverMails(business, { database, appUrl })
    expect(business.mails).toEqual([])
    expect(await outcomeOfPromise(withdraw(owner.ctx, id))).toBe('identity.unknownInvitation')
  })

  test('an admin neither withdraws nor sends an owner’s invitation', async () => {
    const admin = await business.hire('admin')
    const { id } = await invite(owner, { role: 'owner' })
    const attempts = [withdraw(admin.ctx, id), resend(admin.ctx, id)]
    expect(tally(await Promise.allSettled(attempts))).toEqual({ 'identity.roleAboveYours': 2 })
  })

  test('that of another business is unknown', async () => {
    const other = await createBusiness(database)
    const { id } = await invite(owner)
    const stranger = await other.hire('owner')
    for (const one of [id, newId()]) {
      expect(await outcomeOfPromise(withdraw(stranger.ctx, one))).toBe('identity.unknownInvitation')
    }
  })

  test.each(roles.filter((role) => role !== 'owner' && role !== 'admin'))(
    '%s can do neither',
    async (role) => {
      const { ctx } = await business.hire(role)
      const { id } = await invite(owner)
      expect(await outcomeOfPromise(withdraw(ctx, id))).toBe('request.forbidden')
    },
  )
})
