import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ask, type Json } from './harness/ask.ts'
import { bookConfirmed } from './harness/confirmed-booking.ts'
import { askDeposit } from './harness/deposit.ts'
import { openStationOfOne } from './harness/money/one-team.ts'
import { makeKey } from './harness/operator.ts'
import { claimOwnership, ownerCredentials } from './harness/owner.ts'
import { startPostOffice } from './harness/post-office.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

const { appUrl, ownerUrl } = await testDatabase()
const office = await startPostOffice()
const holdfast = await startHoldfast({ appUrl, ownerUrl, env: { SMTP_URL: office.url } })
const database = new Client({ connectionString: ownerUrl })
await database.connect()
afterAll(async () => {
  await database.end()
  await holdfast[Symbol.asyncDispose]()
  await office[Symbol.asyncDispose]()
})

const { baseUrl } = holdfast
const owner = await claimOwnership(holdfast)
const operator = await makeKey(baseUrl, owner)
const stationId = await openStationOfOne(baseUrl, operator)
await askDeposit(baseUrl, operator, { stationId, deposit: 0 })

beforeEach(async () => {
  office.behave('takes')
  await office.network.heal()
})

const patient = { withinMs: 30_000, everyMs: 50 }

function deliveriesOf(subject: string): number {
  return office.taken().filter((one) => one === subject).length
}

/** Every mail job has come to its end, so that nothing more will be sent. */
async function expectNothingWaits(): Promise<void> {
  const { rows } = await database.query(`select state from pgboss.job
    where name ~ '[.]send.*(Mail|Notice|Invitation)$' and state not in ('completed', 'failed')`)
  expect(rows).toEqual([])
}

async function deadLetters(): Promise<readonly Json[]> {
  const { json } = await ask(`${baseUrl}/api/v1/dead-letters`, { headers: owner })
  return Object.values<Json>(json['items'] ?? {})
}

test('a mail server that is busy for a while: the mail goes out later, once', async () => {
  office.behave('is busy')
  const before = office.refusals()
  const { subject } = await bookConfirmed(baseUrl, stationId)
  await eventually(() => expect(office.refusals()).toBeGreaterThan(before + 1), patient)
  office.behave('takes')
  await eventually(() => expect(deliveriesOf(subject)).toBe(1), patient)
  await eventually(expectNothingWaits, patient)
  expect(deliveriesOf(subject)).toBe(1)
})

test.each([
  ['in the middle of the mail', 'to-server', /^Subject: /m, 1],
  ['after it has taken the mail and before it said so', 'to-client', /^250 .*queued/im, 2],
] as const)(
  'a connection that drops %s: nothing is lost, and receivers see one mail',
  async (...[, way, said, deliveries]) => {
    let dropped = 0
    office.network.judge((chunk, direction) => {
      const isIt = direction === way && said.test(chunk.toString('latin1'))
      if (!isIt || dropped++ > 0) return 'forward'
      return 'reset'
    })
    const ids = office.messageIds().size
    const { subject } = await bookConfirmed(baseUrl, stationId)
    await eventually(() => expect(deliveriesOf(subject)).toBe(deliveries), patient)
    await eventually(expectNothingWaits, patient)
    expect(dropped).toBeGreaterThan(0)
    expect(deliveriesOf(subject)).toBe(deliveries)
    expect(office.messageIds().size).toBe(ids + 1)
  },
)

test('a server that hangs holds up nobody else, and its mail goes out once', async () => {
  office.behave('hangs')
  const { subject } = await bookConfirmed(baseUrl, stationId)
  await eventually(() => expect(office.held()).toContain(subject), patient)
  office.behave('takes')
  const next = await bookConfirmed(baseUrl, stationId)
  await eventually(() => expect(deliveriesOf(next.subject)).toBe(1), patient)
  expect((await ask(`${baseUrl}/health/ready`)).status).toBe(200)
  expect(deliveriesOf(subject)).toBe(0)
  // Its connection ends at last, without an answer.
  office.network.reset()
  await eventually(() => expect(deliveriesOf(subject)).toBe(1), patient)
  await eventually(expectNothingWaits, patient)
  expect(deliveriesOf(subject)).toBe(1)
})

test('a server that hangs at a mail of an account delays no other event and no mail about a booking', async () => {
  office.behave('hangs')
  const link = 'Your link for a new password'
  const body = { email: ownerCredentials.email }
  await ask(`${baseUrl}/api/v1/password-resets`, { method: 'POST', body })
  await eventually(() => expect(office.held()).toContain(link), patient)
  office.behave('takes')
  const { subject } = await bookConfirmed(baseUrl, stationId)
  // The one that hangs is given up after 30 seconds.
  await eventually(() => expect(deliveriesOf(subject)).toBe(1), { withinMs: 15_000, everyMs: 50 })
  expect(deliveriesOf(link)).toBe(0)
  office.network.reset()
  await eventually(() => expect(deliveriesOf(link)).toBe(1), patient)
  await eventually(expectNothingWaits, patient)
  expect(deliveriesOf(link)).toBe(1)
})

test('an address that is refused for good is not tried again, and the booking says so', async () => {
  office.behave('refuses')
  const before = office.refusals()
  const { id, subject } = await bookConfirmed(baseUrl, stationId)
  await eventually(async () => {
    const { rows } = await database.query(
      `select data ->> 'reason' as reason from kernel.event
       where subject = $1 and type = 'booking.mailRefused'`,
      [id],
    )
    expect(rows).toEqual([{ reason: expect.stringMatching(/\w/) }])
  }, patient)
  await eventually(expectNothingWaits, patient)
  expect([office.refusals() - before, deliveriesOf(subject)]).toEqual([1, 0])
  expect(await deadLetters()).toEqual([])
})

test('a server that is busy for longer than a day: a dead letter says why, and replayed it is delivered once', async () => {
  office.behave('is busy')
  const { subject } = await bookConfirmed(baseUrl, stationId)
  const letter = await eventually(async () => {
    // A day of patience passes: all but the last attempt are spent.
    await database.query(`update pgboss.job set retry_count = retry_limit, start_after = now()
      where name = 'bookings.sendMail' and state = 'retry'`)
    const [found] = await deadLetters()
    if (!found) throw new Error('no dead letter yet')
    return found
  }, patient)
  expect(letter).toMatchObject({
    job: 'bookings.sendMail',
    class: 'transient',
    reason: 'exhausted',
  })
  expect(JSON.stringify(letter)).toContain('450')
  office.behave('takes')
  const replay = `${baseUrl}/api/v1/dead-letters/${String(letter['id'])}/replay`
  const replayed = await ask(replay, { method: 'POST', headers: owner })
  expect(`${replayed.status} ${replayed.text}`).toMatch(/^20/)
  await eventually(() => expect(deliveriesOf(subject)).toBe(1), patient)
  await eventually(expectNothingWaits, patient)
  expect([deliveriesOf(subject), await deadLetters()]).toEqual([1, []])
})
