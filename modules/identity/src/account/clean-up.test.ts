import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { createContext, systemActor } from '@holdfast/kernel/module'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { migrations } from '../fixtures/business.ts'
import { openFrontDoor } from '../fixtures/front-door.ts'
import type { IdentityTables } from '../tables.ts'
import { cleanUpAccounts } from './clean-up.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

const tables = ['session', 'verification', 'used_code', 'mail_request'] as const

async function counts() {
  const found = tables.map((table) =>
    sql<{ rows: number }>`select count(*)::int as rows from auth.${sql.ref(table)}`.execute(
      database.kysely,
    ),
  )
  return (await Promise.all(found)).map(({ rows }) => rows[0]?.rows)
}

test('what has ended is deleted, what has not stays', async () => {
  const { personId } = await door.person()
  const inHours = (hours: number) => new Date(door.clock.now().getTime() + hours * 3_600_000)
  const [longAgo, past, future] = [inHours(-8 * 24), inHours(-1), inHours(1)]
  for (const [ends, used] of [
    [past, past],
    [future, longAgo],
    [future, past],
  ]) {
    await sql`insert into auth.session (id, person_id, token, expires_at, last_used_at, created_at,
        updated_at) values (${newId()}, ${personId}, ${newId()}, ${ends}, ${used}, ${past}, ${past})`.execute(
      database.kysely,
    )
  }
  for (const ends of [past, future]) {
    await sql`insert into auth.verification (id, identifier, value, expires_at, created_at,
        updated_at) values (${newId()}, ${newId()}, 'x', ${ends}, ${past}, ${past})`.execute(
      database.kysely,
    )
    await sql`insert into auth.used_code (person_id, code_index, expires_at)
      values (${personId}, ${Buffer.from(newId())}, ${ends})`.execute(database.kysely)
  }
  for (const asked of [longAgo, past]) {
    await sql`insert into auth.mail_request (id, kind, email, created_at)
      values (${newId()}, 'passwordReset', '', ${asked})`.execute(database.kysely)
  }
  const ctx = createContext<IdentityTables>({
    database,
    actor: systemActor('org'),
    correlationId: newId(),
    log: createLog({ level: 'silent', service: 'test', version: '0', role: 'test' }),
    ids: newId,
    clock: door.clock,
  })
  await cleanUpAccounts(ctx)
  expect(await counts()).toEqual([1, 1, 1, 1])
})
