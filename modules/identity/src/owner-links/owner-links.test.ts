import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { beforeEach, describe, expect, test } from 'vitest'
import { findPersonByEmail } from '../account/person-store.ts'
import { createBusiness, inputOf, migrations, type Business } from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { outcomeOfPromise, tally } from '../fixtures/outcome.ts'
import { findMembership, listMembersOf } from '../members/member-store.ts'
import { claimOwnerLink } from './claim-owner-link.ts'
import { previewOwnerLink } from './preview-owner-link.ts'
import { makeFirstOwnerLink, makeOwnerLink, ownerLinkAddress } from './make-owner-link.ts'

const { database } = await testDatabase({ migrations })
const password = 'a long and quiet evening'

let business: Business
beforeEach(async () => {
  business = await createBusiness(database)
})

function claim(token: string, email = `${newId()}@example.com`) {
  const body = { token, name: 'Grace', email, password }
  return claimOwnerLink(business.visitor, inputOf({ body }), business.parts)
}

function claimAs(ctx: Business['visitor'], token: string) {
  return claimOwnerLink(ctx, inputOf({ body: { token } }), business.parts)
}

function preview(token: string) {
  return previewOwnerLink(business.visitor, inputOf({ body: { token } }))
}

function members() {
  return listMembersOf(business.system.kysely, business.organisationId)
}

describe('the first link', () => {
  test('makes its holder the owner, signed in, and is told without the token', async () => {
    const link = await makeFirstOwnerLink(business.system)
    const token = link?.token ?? ''
    expect(await claim(token)).toMatchObject({
      status: 201,
      body: { organisationId: business.organisationId, role: 'owner', signedIn: true },
    })
    expect((await members()).map(({ role }) => role)).toEqual(['owner'])
    const told = [
      ...(await eventsOf(business, 'ownerLink.created')),
      ...(await eventsOf(business, 'member.joined')),
    ]
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain(token)
  })

  test('is made while there is no owner, and each ends the one before', async () => {
    const first = await makeFirstOwnerLink(business.system)
    const second = await makeFirstOwnerLink(business.system)
    expect(await outcomeOfPromise(claim(first?.token ?? ''))).toBe('identity.linkUsed')
    expect(await outcomeOfPromise(claim(second?.token ?? ''))).toBe('done')
    expect(await makeFirstOwnerLink(business.system)).toBeUndefined()
  })

  test('claimed twice: the second time it is used', async () => {
    const { token } = await makeOwnerLink(business.system)
    await claim(token)
    expect(await outcomeOfPromise(claim(token))).toBe('identity.linkUsed')
    expect(await members()).toHaveLength(1)
  })

  test.each([
    ['a day less a second: it works', 24 * 3_600_000 - 1000, 'done'],
    ['a day: it has expired', 24 * 3_600_000, 'identity.linkUsed'],
  ])('after %s', async (_, ms, outcome) => {
    const { token } = await makeOwnerLink(business.system)
    await business.clock.advance(ms)
    expect(await outcomeOfPromise(claim(token))).toBe(outcome)
  })

  test('a token that never was is used', async () => {
    expect(await outcomeOfPromise(claim('x'.repeat(43)))).toBe('identity.linkUsed')
  })

  test('claimed by twenty different people at once: exactly one owner and one person', async () => {
    const { token } = await makeOwnerLink(business.system)
    const emails = Array.from({ length: 20 }, () => `${newId()}@example.com`)
    const claims = emails.map((email) => claim(token, email))
    expect(tally(await Promise.allSettled(claims))).toEqual({ done: 1, 'identity.linkUsed': 19 })
    expect(await members()).toHaveLength(1)
    const persons = await business.system.kysely
      .selectFrom('auth.person')
      .select('id')
      .where('email', 'in', emails)
      .execute()
    expect(persons).toHaveLength(1)
  })
})

describe('looking at a link', () => {
  test('says for which business and until when, and uses nothing up', async () => {
    const { token, expiresAt } = await makeOwnerLink(business.system)
    for (const _ of [1, 2]) {
      expect(await preview(token)).toEqual({
        organisation: { name: 'Ember & Oak' },
        expiresAt: expiresAt.toISOString(),
      })
    }
    expect(await outcomeOfPromise(claim(token))).toBe('done')
  })

  test('one that is used, replaced, over, or never was: it is used', async () => {
    const replaced = await makeOwnerLink(business.system)
    const used = await makeOwnerLink(business.system)
    await claim(used.token)
    const late = await makeOwnerLink(business.system)
    await business.clock.advance(24 * 3_600_000)
    for (const token of [replaced.token, used.token, late.token, 'x'.repeat(43)]) {
      expect(await outcomeOfPromise(preview(token))).toBe('identity.linkUsed')
    }
  })
})

async function isConfirmed(email: string) {
  return (await findPersonByEmail(business.system.kysely, email))?.emailVerified
}

function mailsAskedFor() {
  return eventsOf(business, 'emailVerification.requested')
}

describe('the address of a new owner', () => {
  test('is not confirmed by a printed link, and a mail asks to confirm it', async () => {
    const { token } = await makeOwnerLink(business.system)
    const email = `${newId()}@example.com`
    await claim(token, email)
    expect(await isConfirmed(email)).toBe(false)
    expect(await mailsAskedFor()).toHaveLength(1)
  })

  test('of somebody who is signed in stays as it was, and no mail goes out', async () => {
    const { ctx, email } = await business.hire('agent')
    const { token } = await makeOwnerLink(business.system)
    await claimAs(ctx, token)
    expect(await isConfirmed(email)).toBe(false)
    expect(await mailsAskedFor()).toEqual([])
  })
})

describe('a link for a lost owner', () => {
  test('makes a second owner beside the lost one', async () => {
    await business.hire('owner')
    const { token } = await makeOwnerLink(business.system)
    await claim(token)
    expect((await members()).map(({ role }) => role)).toEqual(['owner', 'owner'])
  })

  test('raises somebody who is signed in, also one who was limited to stations', async () => {
    const agent = await business.hire('agent', [newId()])
    const { token } = await makeOwnerLink(business.system)
    await claimAs(agent.ctx, token)
    const member = await findMembership(business.system.kysely, agent.member)
    expect(member).toMatchObject({ id: agent.member.id, role: 'owner' })
    expect(member?.scope).toBeUndefined()
  })

  test('for an address that has an account: sign in first, and it still works', async () => {
    const agent = await business.hire('agent')
    const { token } = await makeOwnerLink(business.system)
    expect(await outcomeOfPromise(claim(token, agent.email))).toBe('identity.signInFirst')
    expect(await outcomeOfPromise(claimAs(agent.ctx, token))).toBe('done')
  })

  test('without details and without being signed in: they are asked for', async () => {
    const { token } = await makeOwnerLink(business.system)
    const attempt = claimAs(business.visitor, token)
    expect(await outcomeOfPromise(attempt)).toBe('identity.detailsNeeded')
  })

  test('is nobody’s to make but the machine’s', async () => {
    const owner = await business.hire('owner')
    expect(await outcomeOfPromise(makeOwnerLink(owner.ctx))).toBe('request.forbidden')
    expect(await outcomeOfPromise(makeOwnerLink(business.visitor))).toBe('request.unauthenticated')
  })

  test('keeps its token out of what browsers send', () => {
    expect(ownerLinkAddress('https://ember.example/', 'abc')).toBe(
      'https://ember.example/console/owner#token=abc',
    )
  })
})
