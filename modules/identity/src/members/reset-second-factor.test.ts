import { createLog } from '@holdfast/kernel/log'
import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../contract/roles.ts'
import {
  createBusiness,
  inputOf,
  migrations,
  type Business,
  type Colleague,
} from '../fixtures/business.ts'
import { eventsOf } from '../fixtures/events.ts'
import { createMailbox, deliver } from '../fixtures/mailbox.ts'
import { outcomeOfPromise } from '../fixtures/outcome.ts'
import type { Auth } from '../auth/auth.ts'
import { createIdentityModule } from '../module.ts'
import { insertMember } from './member-store.ts'
import { resetSecondFactor } from './reset-second-factor.ts'

const { database, appUrl } = await testDatabase({ migrations })

let business: Business
let owner: Colleague
beforeEach(async () => {
  business = await createBusiness(database)
  owner = await business.hire('owner')
})

function reset(by: Colleague, { member }: Pick<Colleague, 'member'>) {
  return resetSecondFactor(by.ctx, inputOf({ params: { id: member.id } }))
}

/** Somebody with a second factor and a session, as better-auth leaves them. */
async function withPhone(role: Role, where = business): Promise<Colleague> {
  const colleague = await where.hire(role)
  const { personId } = colleague.member
  await sql`update auth.person set second_factor = true where id = ${personId}`.execute(
    database.kysely,
  )
  await sql`insert into auth.second_factor (id, person_id, secret, backup_codes, verified)
    values (${newId()}, ${personId}, 'sealed', 'sealed', true)`.execute(database.kysely)
  await sql`insert into auth.session (id, person_id, token, expires_at, created_at, updated_at)
    values (${newId()}, ${personId}, ${newId()}, now() + interval '1 day', now(), now())`.execute(
    database.kysely,
  )
  return colleague
}

async function standingOf({ member: { personId } }: Colleague) {
  const { rows } = await sql<{ isOn: boolean; factors: number; sessions: number }>`
    select second_factor as "isOn",
      (select count(*)::int from auth.second_factor where person_id = p.id) as factors,
      (select count(*)::int from auth.session where person_id = p.id) as sessions
    from auth.person p where id = ${personId}`.execute(database.kysely)
  return rows[0]
}

const before = { isOn: true, factors: 1, sessions: 1 }
const after = { isOn: false, factors: 0, sessions: 0 }

describe('removing the second factor of a colleague', () => {
  test('leaves the password alone, ends their sessions, and stands in the audit trail', async () => {
    const agent = await withPhone('agent')
    await reset(owner, agent)
    expect(await standingOf(agent)).toEqual(after)
    const { id: memberId, personId } = agent.member
    expect(await eventsOf(business, 'secondFactor.reset')).toEqual([{ memberId, personId }])
  })

  test('again, or where there is none: done, without an event or the end of a session', async () => {
    const agent = await withPhone('agent')
    for (const _ of [1, 2]) await reset(owner, agent)
    expect(await eventsOf(business, 'secondFactor.reset')).toHaveLength(1)
  })

  test('is told to them by mail, with the way to a new password', async () => {
    const agent = await withPhone('agent')
    await reset(owner, agent)
    const mailer = createMailbox()
    const auth = { resetIdentifier: (token: string) => token } as Auth // the one part that mails use
    const log = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })
    const module = createIdentityModule({ ...business.parts, mailer, auth })
    await deliver({ database, appUrl, log, clock: business.clock, module })
    const mails = mailer.sent.filter(({ to }) => to === agent.email)
    expect(mails.map(({ subject }) => subject)).toEqual(['Your second factor was removed'])
    expect(mails[0]?.text).toContain('/console/forgot-password')
  })

  test.each<[Role, Role, string]>([
    ['owner', 'owner', 'done'],
    ['owner', 'admin', 'done'],
    ['admin', 'admin', 'done'],
    ['admin', 'owner', 'identity.roleAboveYours'],
    ['station_manager', 'viewer', 'request.forbidden'],
    ['agent', 'viewer', 'request.forbidden'],
  ])('%s for %s: %s', async (by, target, outcome) => {
    const giver = await business.hire(by)
    const colleague = await withPhone(target)
    expect(await outcomeOfPromise(reset(giver, colleague))).toBe(outcome)
    expect(await standingOf(colleague)).toEqual(outcome === 'done' ? after : before)
  })

  test('one’s own takes the password, so a stolen session can not remove it', async () => {
    const admin = await withPhone('admin')
    expect(await outcomeOfPromise(reset(admin, admin))).toBe('identity.ownSecondFactor')
    expect(await standingOf(admin)).toEqual(before)
  })

  test('somebody who belongs to another business as well is not theirs to weaken', async () => {
    const elsewhere = await createBusiness(database)
    const person = await withPhone('owner', elsewhere)
    const { organisationId } = business
    const member = { ...person.member, id: newId(), organisationId, role: 'viewer' as const }
    await insertMember(business.system.kysely, member)
    expect(await outcomeOfPromise(reset(owner, { member }))).toBe('identity.belongsElsewhere')
    expect(await standingOf(person)).toEqual(before)
  })

  test('of a member of another business: unknown', async () => {
    const stranger = await withPhone('viewer', await createBusiness(database))
    expect(await outcomeOfPromise(reset(owner, stranger))).toBe('identity.unknownMember')
    expect(await standingOf(stranger)).toEqual(before)
  })

  test('by somebody who was lowered since their request came in: refused', async () => {
    const admin = await business.hire('admin')
    const agent = await withPhone('agent')
    await sql`update identity.member set role = 'viewer' where id = ${admin.member.id}`.execute(
      database.kysely,
    )
    expect(await outcomeOfPromise(reset(admin, agent))).toBe('request.forbidden')
  })
})
