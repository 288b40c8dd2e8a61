import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { ask } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { makeKey } from './harness/operator.ts'
import { claimOwnership, signIn } from './harness/owner.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

/** Each stands for one kind of personal data, and is found wherever it leaks to. */
const canaries = {
  name: 'Canaryname Quetzal',
  email: 'canary.mail@aviary.example',
  phone: '+14155550142',
  street: '77 Canarystreet',
  city: 'Canarytown',
  requests: 'canary-request: my knee hurts',
  allergen: 'canary-allergen',
  reason: 'canary-reason: divorce',
  badPhone: '+1canaryphone9',
  badMail: 'canary-no-mail-at-all',
  owner: 'Canaryowner Quetzal',
  password: 'canary-password of the owner',
  invited: 'canary.invited@aviary.example',
}
const everyCanary = [...Object.values(canaries), '4155550142', 'aviary.example']

/** Reference and name are plain, for the operators' search; nothing else is. */
const plainByDesign = new Set([canaries.name])

test('personal data pushed through every route appears in no log line, metric, error or plain column', async () => {
  const { database, ...urls } = await testDatabase()
  await using holdfast = await startHoldfast({ ...urls, env: { LOG_LEVEL: 'trace' } })
  const { baseUrl } = holdfast
  const { name, password } = { name: canaries.owner, password: canaries.password }
  const email = `owner-${canaries.email}`
  const owner = await claimOwnership(holdfast, { name, email, password })
  const asOperator = await makeKey(baseUrl, owner)
  const answers: string[] = []
  const push = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(`${baseUrl}/api/v1${path}`, { method: 'POST', body, headers })
    if (answer.status >= 400) answers.push(answer.text)
    return answer
  }

  const slot = await findFreeSlot(baseUrl)
  const contact = { name: canaries.name, email: canaries.email, phone: canaries.phone }
  const venue = { line1: canaries.street, city: canaries.city, postalCode: '10001', country: 'US' }
  const body = bookingFor(slot, {
    contact,
    venue,
    specialRequests: canaries.requests,
    allergens: [canaries.allergen],
  })
  const booked = await push('/bookings', body, { 'idempotency-key': 'canary-key-0123456789' })
  expect(booked.status).toBe(201)
  const { id, reference } = booked.json
  const asGuest = { authorization: `Bearer ${String(booked.json['accessToken'])}` }

  // The same person again, wrong in every way.
  await push('/bookings', body)
  await push('/bookings', { ...body, contact: { ...contact, phone: canaries.badPhone } })
  await push('/bookings', { ...body, contact: { ...contact, email: canaries.badMail } })
  await push('/bookings', { ...body, [canaries.badMail]: canaries.requests })
  await push('/bookings', `{"contact":{"email":"${canaries.email}`)
  await push('/lookups', { reference, email: canaries.email })
  await push('/lookups', { reference: canaries.badMail, email: canaries.email })
  await push('/lookups/redeem', { token: canaries.requests })
  const search = new URLSearchParams({ email: canaries.email, phone: canaries.phone })
  await ask(`${baseUrl}/api/v1/bookings?${search}`, { headers: asOperator })
  await ask(`${baseUrl}/api/v1/bookings?q=${canaries.name}`, { headers: asOperator })
  await ask(`${baseUrl}/api/v1/bookings/${canaries.email}`, { headers: asOperator })
  await ask(`${baseUrl}/${canaries.email}?email=${canaries.email}`)
  const shown = await ask(`${baseUrl}/api/v1/bookings/${String(id)}`, { headers: asGuest })
  expect(shown.text).toContain(canaries.street)
  const cancelled = await push(
    `/bookings/${String(id)}/cancel`,
    { reason: canaries.reason },
    asGuest,
  )
  expect(cancelled.status).toBe(200)

  // Those who work here, signing in and inviting, rightly and wrongly.
  await signIn(baseUrl, { email, password })
  await push('/sign-in', { email: canaries.invited, password: canaries.password })
  await push('/owner-links/claim', { token: canaries.password.padEnd(40), name, email, password })
  for (const _ of [1, 2])
    await push('/invitations', { email: canaries.invited, role: 'agent' }, owner)
  await push('/invitations', { email: canaries.badMail, role: 'agent' }, owner)
  await push('/invitations/accept', { token: canaries.requests, name, password })
  await ask(`${baseUrl}/api/v1/members`, { headers: owner })

  // The confirmation, the lookup's link, the cancellation and the invitation have been written.
  const mails = await eventually(() => mailsOf(holdfast.dataFolder, 4), { withinMs: 15_000 })
  expect(mails.join()).toContain(canaries.email)
  for (const subject of mails.map(subjectOf)) expect(leaksIn(subject)).toEqual([])

  const metrics = await ask(`${baseUrl}/metrics`)
  expect(metrics.text).toContain('http_request')
  expect(leaksIn(metrics.text)).toEqual([])
  expect(leaksIn(holdfast.output())).toEqual([])
  // A field's own name may be repeated to whoever sent it; nothing else.
  expect(answers.length).toBeGreaterThan(5)
  expect(answers.flatMap(leaksIn).filter((leak) => leak !== canaries.badMail)).toEqual([])
  expect(await plainColumns(database.kysely)).toEqual([])
}, 60_000)

function leaksIn(text: string): readonly string[] {
  return everyCanary.filter((canary) => text.includes(canary))
}

async function mailsOf(dataFolder: string, count: number): Promise<readonly string[]> {
  const folder = join(dataFolder, 'mailbox')
  // Drafts of mails that are being written have another ending.
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  expect(mails.length).toBeGreaterThanOrEqual(count)
  return mails
}

function subjectOf(mail: string): string {
  const parsed: { subject: string } = JSON.parse(mail)
  return parsed.subject
}

/** Every column of every table of ours that holds a canary readably. */
async function plainColumns(kysely: Kysely<unknown>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname in ('bookings', 'kernel', 'identity')`.execute(kysely)
  const found: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(kysely)
    const text = rows.map(({ row }) => `${row} ${hexDecoded(row)}`).join('\n')
    const leaks = leaksIn(text).filter((leak) => !plainByDesign.has(leak))
    found.push(...leaks.map((leak) => `${schema}.${name}: ${leak}`))
  }
  return found
}

/** Binary columns print as `\\x…`: plain text inside them would be readable, too. */
function hexDecoded(row: string): string {
  const pieces = [...row.matchAll(/\\\\x([0-9a-f]+)/g)].map((match) => match[1] ?? '')
  return pieces.map((hex) => Buffer.from(hex, 'hex').toString('latin1')).join(' ')
}
