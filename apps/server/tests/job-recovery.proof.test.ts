import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import type { Database } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ask } from './harness/ask.ts'
import { bookConfirmed, type Confirmed } from './harness/confirmed-booking.ts'
import { askDeposit } from './harness/deposit.ts'
import { openStationOfOne } from './harness/money/one-team.ts'
import { becomeOperator } from './harness/operator.ts'
import { startPostOffice, type PostOffice } from './harness/post-office.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

interface Hanging extends AsyncDisposable {
  readonly database: Database<unknown>
  readonly office: PostOffice
  /** The process that is in the middle of sending the mail about `booked`. */
  readonly first: Holdfast
  readonly booked: Confirmed
  /** Another one on the same database. */
  startSecond(): Promise<Holdfast>
}

/** A service whose job waits for a mail server that hangs. */
async function givenHangingJob(): Promise<Hanging> {
  const { database, appUrl, ownerUrl } = await testDatabase()
  const office = await startPostOffice()
  const options = { appUrl, ownerUrl, env: { SMTP_URL: office.url } }
  const first = await startHoldfast(options)
  const operator = await becomeOperator(first)
  const stationId = await openStationOfOne(first.baseUrl, operator)
  await askDeposit(first.baseUrl, operator, { stationId, deposit: 0 })
  office.behave('hangs')
  const booked = await bookConfirmed(first.baseUrl, stationId)
  await eventually(() => expect(office.held()).toContain(booked.subject), { withinMs: 20_000 })
  const others: Holdfast[] = []
  return {
    database,
    office,
    first,
    booked,
    async startSecond() {
      const second = await startHoldfast({ ...options, dataFolder: first.dataFolder })
      others.push(second)
      return second
    },
    async [Symbol.asyncDispose]() {
      for (const one of [...others, first]) await one[Symbol.asyncDispose]()
      await office[Symbol.asyncDispose]()
    },
  }
}

/** How the mail's job stands, and how often its effect is there: the link that works from then on. */
async function standingOf({ database, booked }: Hanging) {
  const { rows } = await sql<{ state: string; effects: number }>`
    select state, (select count(*)::int from bookings.access_link
      where booking_id = ${booked.id}) as effects
    from pgboss.job where name = 'bookings.sendMail'
      and data -> 'input' ->> 'bookingId' = ${booked.id}`.execute(database.kysely)
  return rows
}

const endedOnce = [{ state: 'completed', effects: 1 }]

test('the process that runs a job is killed: the job ends elsewhere within 20 s, once', async () => {
  await using hanging = await givenHangingJob()
  const { office, first, booked } = hanging
  await hanging.startSecond()
  office.behave('takes')
  const killedAtMs = performance.now()
  await first.process.kill()
  await eventually(async () => expect(await standingOf(hanging)).toEqual(endedOnce), {
    withinMs: 25_000,
    everyMs: 50,
  })
  expect(performance.now() - killedAtMs).toBeLessThan(20_000)
  expect(office.taken().filter((subject) => subject === booked.subject)).toHaveLength(1)
}, 90_000)

test('the process that runs a job is frozen, and thawed when another has done it: it can not settle', async () => {
  await using hanging = await givenHangingJob()
  const { office, first } = hanging
  await hanging.startSecond()
  office.behave('takes')
  first.process.signal('SIGSTOP')
  await eventually(async () => expect(await standingOf(hanging)).toEqual(endedOnce), {
    withinMs: 25_000,
    everyMs: 50,
  })
  // The answer that it has waited for comes now, and then it goes on.
  office.release()
  first.process.signal('SIGCONT')
  await eventually(
    async () => {
      const { text } = await ask(`${first.baseUrl}/metrics`)
      expect(text).toMatch(/^jobs_ended_total{job="bookings.sendMail",outcome="lost"} 1$/m)
    },
    { withinMs: 30_000, everyMs: 100 },
  )
  expect(await standingOf(hanging)).toEqual(endedOnce)
}, 90_000)

test('SIGTERM in the middle of a job: it is finished first, and the process exits with 0', async () => {
  await using hanging = await givenHangingJob()
  const { office, first, booked } = hanging
  first.process.signal('SIGTERM')
  await first.process.stdout.waitFor(/shutdown began/)
  expect(await standingOf(hanging)).toEqual([{ state: 'active', effects: 0 }])
  office.release()
  expect(await first.process.exited).toEqual({ code: 0, signal: null })
  expect(await standingOf(hanging)).toEqual(endedOnce)
  expect(office.taken().filter((subject) => subject === booked.subject)).toHaveLength(1)
}, 60_000)
