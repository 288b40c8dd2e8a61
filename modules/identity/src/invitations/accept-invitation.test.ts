import { newId, type Uuid } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { beforeEach, expect, test } from 'vitest'
import { createBusiness, inputOf, migrations, stationName } from '../fixtures/business.ts'
import type { Business, Colleague } from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { mailedToken } from '../fixtures/invitation-mails.ts'
import { inviting, newAddress, password } from '../fixtures/inviting.ts'
import { outcomeOfPromise, tally } from '../fixtures/outcome.ts'
import { changeMember } from '../members/change-member.ts'
import { removeMember } from '../members/remove-member.ts'
import { acceptInvitation } from './accept-invitation.ts'

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

interface Made {
  readonly id: string
  readonly maker: Colleague
}

test('as a new person: member with role and stations, verified, signed in, told once', async () => {
  const [email, station] = [newAddress(), newId()]
  const token = await invitations.invitedToken(owner, { email, role: 'agent', scope: [station] })
  expect(await invitations.preview(token)).toMatchObject({
    organisation: { id: business.organisationId, name: 'Ember & Oak' },
    invitedBy: { name: `Person ${owner.member.personId}` },
    stations: [{ id: station, name: stationName(station) }],
    email,
    role: 'agent',
    roleTitle: 'Agent',
    hasAccount: false,
  })
  const answer = await invitations.accept(token)
  expect(answer).toMatchObject({
    status: 201,
    body: { organisationId: business.organisationId, role: 'agent', signedIn: true },
    headers: { 'set-cookie': [expect.stringContaining('session=')] },
  })
  const member = (await invitations.members()).find(({ role }) => role === 'agent')
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
  const token = await invitations.invitedToken(owner, { email: newAddress() })
  await invitations.accept(token)
  expect(await outcomeOfPromise(invitations.accept(token))).toBe('identity.linkUsed')
  expect(await outcomeOfPromise(invitations.preview(token))).toBe('identity.linkUsed')
})

test('twenty at once: one membership and one person', async () => {
  const email = newAddress()
  const token = await invitations.invitedToken(owner, { email })
  const attempts = Array.from({ length: 20 }, () => invitations.accept(token))
  expect(tally(await Promise.allSettled(attempts))).toEqual({ done: 1, 'identity.linkUsed': 19 })
  expect(await invitations.members()).toHaveLength(2)
  expect(await eventsOf(business, 'member.joined')).toHaveLength(1)
})

test.each<[string, (made: Made) => Promise<unknown>]>([
  ['after 7 days', () => business.clock.advance(7 * dayMs)],
  ['once withdrawn', ({ id }) => invitations.withdraw(owner, id)],
  ['once sent again', ({ id }) => invitations.resend(owner, id)],
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
        business.parts,
      ),
  ],
])('the link opens nothing %s', async (_, happen) => {
  const [maker, email] = [await business.hire('admin'), newAddress()]
  const { id } = await invitations.invite(maker, { email })
  await invitations.deliver()
  const token = mailedToken(business, email)
  expect(await outcomeOfPromise(invitations.preview(token))).toBe('done')
  await happen({ id, maker })
  expect(await outcomeOfPromise(invitations.preview(token))).toBe('identity.linkUsed')
  expect(await outcomeOfPromise(invitations.accept(token))).toBe('identity.linkUsed')
})

test('when the address has an account: sign in first, and the link still works', async () => {
  const email = newAddress()
  const token = await invitations.invitedToken(owner, { email })
  const { ctx } = await business.person(email)
  expect((await invitations.preview(token)).hasAccount).toBe(true)
  expect(await outcomeOfPromise(invitations.accept(token))).toBe('identity.signInFirst')
  expect(await invitations.accept(token, ctx)).toMatchObject({ body: { signedIn: false } })
  expect(await invitations.members()).toHaveLength(2)
})

test('by somebody who is signed in with another address: refused, and it still works', async () => {
  const token = await invitations.invitedToken(owner, { email: newAddress() })
  const { ctx } = await business.person()
  expect(await outcomeOfPromise(invitations.accept(token, ctx))).toBe('identity.otherPerson')
  expect(await outcomeOfPromise(invitations.accept(token))).toBe('done')
})

test('without a password and without being signed in: the details are asked for', async () => {
  const token = await invitations.invitedToken(owner, { email: newAddress() })
  for (const body of [{ token }, { token, password }]) {
    const attempt = acceptInvitation(business.visitor, inputOf({ body }), business.parts)
    expect(await outcomeOfPromise(attempt)).toBe('identity.detailsNeeded')
  }
})

test('cut off before the end: neither person nor member is there, and the link still works', async () => {
  const token = await invitations.invitedToken(owner, { email: newAddress() })
  // The new member gets an id that is taken, after the person was made.
  const doomed = { ...business.visitor, ids: () => owner.member.id as Uuid }
  const body = { token, name: 'Rosa', password }
  const attempt = acceptInvitation(doomed, inputOf({ body }), business.parts)
  expect(await outcomeOfPromise(attempt)).toMatch(/member_pkey/)
  expect((await invitations.preview(token)).hasAccount).toBe(false)
  expect(await outcomeOfPromise(invitations.accept(token))).toBe('done')
})

test('when no session can be begun the membership stands, and nobody is signed in', async () => {
  const token = await invitations.invitedToken(owner, { email: newAddress() })
  const auth = {
    ...business.parts.auth,
    startSession: () => Promise.reject(new Error('no sessions today')),
  }
  const body = { token, name: 'Rosa', password }
  const parts = { ...business.parts, auth }
  const answer = await acceptInvitation(business.visitor, inputOf({ body }), parts)
  expect(answer).toMatchObject({ status: 201, body: { signedIn: false } })
  expect(await invitations.members()).toHaveLength(2)
})
