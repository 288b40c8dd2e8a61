import { newId } from '@holdfast/kernel/ids'
import { createDatabase, databaseError } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { travelSchema } from '@holdfast/testing/schema'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { roles, type Role } from './contract/roles.ts'
import { migrations } from './fixtures/business.ts'
import { roleDescriptions } from './roles/role-table.ts'

const { database, appUrl } = await testDatabase({ migrations })
const quiet = { warn() {}, error() {} }
const otherPool = createDatabase({ connectionString: appUrl, applicationName: 'other', log: quiet })
afterAll(() => otherPool.close())
const db = database.kysely
const at = new Date('2026-05-01T00:00:00Z')

let organisationId = ''
beforeEach(async () => {
  organisationId = newId()
  await sql`insert into identity.organisation (id, name, created_at)
    values (${organisationId}, 'Ember & Oak', ${at})`.execute(db)
})

async function member(role: string, scope: string[] | null = null, on: Kysely<unknown> = db) {
  const id = newId()
  await sql`insert into identity.member (id, organisation_id, person_id, role, scope, joined_at)
    values (${id}, ${organisationId}, ${newId()}, ${role}, ${scope}, ${at})`.execute(on)
  return id
}

function remove(id: string, on: Kysely<unknown> = db) {
  return sql`delete from identity.member where id = ${id}`.execute(on)
}

function lower(id: string, on: Kysely<unknown> = db) {
  return sql`update identity.member set role = 'viewer' where id = ${id}`.execute(on)
}

function invite(ends: { readonly acceptedBy?: string; readonly withdrawn?: boolean } = {}) {
  const { acceptedBy = null, withdrawn = false } = ends
  return sql`insert into identity.invitation (id, organisation_id, email_index, email, role,
      token_hash, invited_by, created_at, sent_at, expires_at, accepted_at, accepted_by, withdrawn_at)
    values (${newId()}, ${organisationId}, 'index', 'sealed', 'agent', ${Buffer.from(newId())},
      ${newId()}, ${at}, ${at}, ${at}, ${acceptedBy && at}, ${acceptedBy},
      ${withdrawn ? at : null})`.execute(db)
}

function ownerLink(usedBy: string | null = null) {
  return sql`insert into identity.owner_link (id, organisation_id, token_hash, created_at,
      expires_at, used_at, used_by)
    values (${newId()}, ${organisationId}, ${Buffer.from(newId())}, ${at}, ${at},
      ${usedBy && at}, ${usedBy})`.execute(db)
}

async function refusedBy(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => 'nobody',
    (error: unknown) => databaseError(error)?.constraint ?? String(error),
  )
}

describe('an organisation that has an owner keeps one', () => {
  test.each([
    ['removed', remove],
    ['lowered', lower],
  ])('the last one is never %s, one of two is', async (_, end) => {
    const [one, other] = [await member('owner'), await member('owner')]
    expect(await refusedBy(end(one))).toBe('nobody')
    expect(await refusedBy(end(other))).toBe('member_last_owner')
  })

  test('it may change hands in one transaction, in either order', async () => {
    const last = await member('owner')
    const changed = database.transaction(async ({ kysely }) => {
      await remove(last, kysely)
      await member('owner', null, kysely)
    })
    expect(await refusedBy(changed)).toBe('nobody')
  })

  test('of two who are removed by transactions that do not see each other, one stays', async () => {
    const [one, other] = [await member('owner'), await member('owner')]
    let second: Promise<string | undefined> = Promise.resolve('not begun')
    await database.transaction(async ({ kysely }) => {
      await remove(one, kysely)
      await sql`set constraints all immediate`.execute(kysely)
      second = refusedBy(remove(other, otherPool.kysely))
      await Promise.race([second, somebodyWaits()])
    })
    expect(await second).toBe('member_last_owner')
  })
})

/** Resolves once another connection waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (let isWaiting = false; !isWaiting;) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(otherPool.kysely)
    isWaiting = rows.length > 0
  }
}

describe('members', () => {
  test('the database knows the same roles as the code', async () => {
    for (const role of roles) expect(await refusedBy(member(role))).toBe('nobody')
    expect(await refusedBy(member('king'))).toBe('member_role_check')
  })

  test.each(roles)('stations for %s, as the code has it', async (role: Role) => {
    const expected = roleDescriptions[role].canBeScoped ? 'nobody' : 'member_scope'
    expect(await refusedBy(member(role, [newId()]))).toBe(expected)
  })

  test('a scope of nothing is no scope', async () => {
    expect(await refusedBy(member('agent', []))).toBe('member_scope_check')
  })
})

describe('one at a time', () => {
  test('an address has one open invitation, and any number that ended', async () => {
    await invite({ acceptedBy: newId() })
    await invite({ withdrawn: true })
    await invite()
    expect(await refusedBy(invite())).toBe('invitation_open')
    const both = invite({ acceptedBy: newId(), withdrawn: true })
    expect(await refusedBy(both)).toBe('invitation_end')
  })

  test('an organisation has one unused owner link', async () => {
    await ownerLink(newId())
    await ownerLink()
    expect(await refusedBy(ownerLink())).toBe('owner_link_open')
  })
})

test.each(['organisation', 'invitation', 'api_key'])(
  'the application never deletes from %s: what was stays readable',
  async (table) => {
    const attempt = sql`delete from identity.${sql.raw(table)}`.execute(db)
    await expect(attempt).rejects.toThrow('permission denied')
  },
)

test('the committed schema is what the migrations make, and they can be taken back', async () => {
  const journey = await travelSchema('identity', migrations, ['auth', 'identity'])
  await expect(journey.up).toMatchFileSnapshot('../schema.sql')
  expect(journey.upAgain).toBe(journey.up)
  expect(journey.down.trim()).toBe('')
})
