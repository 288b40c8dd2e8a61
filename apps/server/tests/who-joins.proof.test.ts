import { randomBytes } from 'node:crypto'
import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ask, connectionsOf, tally, type Answer } from './harness/ask.ts'
import { claimOwnership, ownerCredentials, printedToken } from './harness/owner.ts'
import { accept, inviteByMail } from './harness/staff.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

const { password } = ownerCredentials
// Each of them has a password hashed, which takes a processor a while.
const crowd = proofSize({ reduced: 8, full: 20 })

async function given() {
  const { database, ...urls } = await testDatabase()
  const holdfast = await startHoldfast(urls)
  const count = async (table: string, where: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.raw(`${table} where ${where}`)}`.execute(database.kysely)
    return rows[0]?.n
  }
  return { database, holdfast, count }
}

function claim({ baseUrl, output }: Holdfast, email: string, agent = connectionsOf(1)) {
  const body = { token: printedToken(output()), name: 'Grace', email, password }
  return ask(`${baseUrl}/api/v1/owner-links/claim`, { method: 'POST', body, agent })
}

function outcomes(answers: readonly Answer[]): Record<string, number> {
  return tally(answers.map(({ status, json }) => String(json['code'] ?? status)))
}

test(`the owner link claimed by ${crowd} people at once: exactly one owner, nobody else is left behind`, async () => {
  const { holdfast, count } = await given()
  await using _holdfast = holdfast
  const agent = connectionsOf(crowd)
  const answers = await Promise.all(
    Array.from({ length: crowd }, (_, index) => claim(holdfast, `p${index}@example.com`, agent)),
  )
  agent.destroy()
  expect(outcomes(answers)).toEqual({ 201: 1, 'identity.linkUsed': crowd - 1 })
  expect(await count('identity.member', `role = 'owner'`)).toBe(1)
  expect(await count('auth.person', 'true')).toBe(1)
  expect(await count('auth.session', 'true')).toBe(1)
  // Used, a second time by the winner as well.
  const winner = answers.findIndex(({ status }) => status === 201)
  expect(outcomes([await claim(holdfast, `p${winner}@example.com`)])).toEqual({
    'identity.linkUsed': 1,
  })
})

test('an expired owner link opens nothing', async () => {
  const { database, holdfast, count } = await given()
  await using _holdfast = holdfast
  await sql`update identity.owner_link set expires_at = now()`.execute(database.kysely)
  expect(outcomes([await claim(holdfast, 'late@example.com')])).toEqual({ 'identity.linkUsed': 1 })
  expect(await count('auth.person', 'true')).toBe(0)
})

test('no token of a link ever reaches the log or the database', async () => {
  const { database, holdfast } = await given()
  await using _holdfast = holdfast
  const token = printedToken(holdfast.output()) ?? ''
  await claimOwnership(holdfast)
  const logged = holdfast
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(logged.length).toBeGreaterThan(3)
  expect(logged.join('\n')).not.toContain(token)
  const { rows } = await sql<{ text: string }>`
    select l::text as text from identity.owner_link l
    union all select e::text from kernel.event e`.execute(database.kysely)
  expect(rows.length).toBeGreaterThan(2)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test(`an invitation accepted by ${crowd} at once: one membership, one person, one session`, async () => {
  const { holdfast, count } = await given()
  await using _holdfast = holdfast
  const owner = await claimOwnership(holdfast)
  const token = await inviteByMail(holdfast, owner, { email: 'rosa@example.com', role: 'agent' })
  const answers = await Promise.all(
    Array.from({ length: crowd }, () => accept(holdfast.baseUrl, token)),
  )
  expect(outcomes(answers)).toEqual({ 201: 1, 'identity.linkUsed': crowd - 1 })
  expect(await count('identity.member', `role = 'agent'`)).toBe(1)
  expect(await count('auth.person', `email = 'rosa@example.com'`)).toBe(1)
  expect(await count('auth.session', 'true')).toBe(2)
})

test('production prints no owner link: the log names the command that makes one', async () => {
  const { appUrl, ownerUrl } = await testDatabase()
  const first = await startHoldfast({ appUrl, ownerUrl })
  await using _first = first
  expect(printedToken(first.output())).toBeDefined()
  await using live = await startHoldfast({
    appUrl,
    ownerUrl,
    env: {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://ember.example',
      HOLDFAST_MASTER_KEY: secret(),
      HOLDFAST_PROBE_TOKEN: secret(),
      SMTP_URL: `smtps://user:${encodeURIComponent(secret())}@mail.ember.example`,
      RATE_LIMIT_FACTOR: '1',
    },
  })
  expect(printedToken(live.output())).toBeUndefined()
  await live.process.stdout.waitFor(/"command":"npm run owner-link".*nobody owns this business yet/)
  // The link that another process printed is not ended by it.
  expect((await claim(first, 'you@example.com')).status).toBe(201)
})

function secret(): string {
  return randomBytes(32).toString('base64')
}
