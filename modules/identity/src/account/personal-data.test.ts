import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { halfSignedIn, turnOnSecondFactor } from '../fixtures/authenticator.ts'
import { migrations } from '../fixtures/business.ts'
import { goodPassword, openFrontDoor } from '../fixtures/front-door.ts'
import { tokenIn } from '../fixtures/mailbox.ts'

const { database, appUrl } = await testDatabase({ migrations })
const door = openFrontDoor({ database, appUrl })
afterAll(() => door.close())

/** Nothing else is written like these. */
const canaries = { name: 'Canaria Yellowbird', email: 'canaria.yellowbird@example.com' }
const newPassword = 'a canary sings in the morning'

/** Everything that a person does with an account, well and badly. */
async function useAccount() {
  const account = await door.person({ email: canaries.email })
  const browser = await door.signedIn(account)
  await browser.patch('/me', { name: canaries.name })
  await browser.get('/me')
  await browser.get('/me/sessions')
  const { app, backupCodes } = await turnOnSecondFactor(browser)
  const { browser: other } = await halfSignedIn(door, canaries.email)
  await other.post('/sign-in/second-factor', { code: '000000' })
  await other.post('/sign-in/second-factor', { code: app.code() })
  await door.browser().post('/sign-in', { email: canaries.email, password: 'wrong' })
  await door.browser().post('/sign-in', { email: `x${canaries.email}`, password: 'wrong' })
  await other.delete('/me/second-factor', { password: goodPassword })
  await door.browser().post('/password-resets', { email: canaries.email })
  await door.browser().post('/email-verifications', { email: canaries.email })
  await door.deliver()
  const token = tokenIn(door.mailbox.sent.find(({ text }) => text.includes('#token=')))
  await door.browser().post('/password-resets/confirm', { token, password: newPassword })
  await other.post('/sign-out')
  return { secrets: [goodPassword, newPassword, token, ...backupCodes], account }
}

test('names, addresses and secrets reach no log, no event and no subject of a mail', async () => {
  const { secrets } = await useAccount()
  const { rows } = await sql<{
    text: string
  }>`select to_jsonb(e)::text as text from kernel.event e`.execute(database.kysely)
  expect(rows.length).toBeGreaterThan(6)
  const told = [...rows.map(({ text }) => text), ...door.logged].join('\n').toLowerCase()
  const subjects = door.mailbox.sent
    .map(({ subject }) => subject)
    .join('\n')
    .toLowerCase()
  for (const canary of ['canaria', 'yellowbird', ...secrets]) {
    expect(told).not.toContain(canary.toLowerCase())
    expect(subjects).not.toContain(canary.toLowerCase())
  }
})

test('they stand in the columns that the README names, and in no other of the two schemas', async () => {
  const { rows: columns } = await sql<{ place: string; found: boolean }>`
    select format('%I.%I.%I', table_schema, table_name, column_name) as place,
      query_to_xml(format('select 1 from %I.%I where %I::text ilike ''%%yellowbird%%'' limit 1',
        table_schema, table_name, column_name), true, false, '')::text like '%row%' as found
    from information_schema.columns where table_schema in ('auth', 'identity')`.execute(
    database.kysely,
  )
  expect(
    columns
      .filter(({ found }) => found)
      .map(({ place }) => place)
      .toSorted(),
  ).toEqual(['auth.person.email', 'auth.person.name'])
})
