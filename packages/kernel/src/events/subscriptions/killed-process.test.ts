import { fileURLToPath } from 'node:url'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess } from '@holdfast/testing/server-process'
import { Client } from 'pg'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { appendEvent } from '../events.ts'

const folder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const { database, ownerUrl, appUrl } = await testDatabase({
  migrations: [{ name: 'kernel', folder }],
})
const owner = new Client(ownerUrl)
await owner.connect()
afterAll(() => owner.end())
// A commit is slow here, so that many kills fall between an effect and what comes after it.
await owner.query(`
  create table public.effect (at bigint generated always as identity, n int);
  create function public.slowly() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.006); return new; end $$;
  create constraint trigger slowly after insert on public.effect
    deferrable initially deferred for each row execute function public.slowly()`)
beforeEach(() => owner.query('truncate public.effect, kernel.subscription'))

const count = 120

test('a process that is killed again and again loses nothing and doubles nothing', async () => {
  await killRepeatedly('through the transaction')
  const numbers = await written()
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n))
})

test('broken twin: with the effect outside the transaction, a kill doubles it', async () => {
  await killRepeatedly('past the transaction')
  expect((await written()).length).toBeGreaterThan(count)
})

/** Appends events, and kills the process that handles them each time it has done some. */
async function killRepeatedly(how: string): Promise<void> {
  await owner.query('delete from kernel.event')
  for (let n = 0; n < count; n += 1) {
    await database.transaction((tx) =>
      appendEvent(tx, {
        type: 'thing.happened',
        data: { n },
        organisationId: 'kitchen',
        actorId: 'anna',
        correlationId: `call-${n}`,
      }),
    )
  }
  for (let done = 0; done < count; done = await progress()) {
    const child = await startHandler(how)
    if (done < count / 2) {
      await eventually(async () => expect(await progress()).toBeGreaterThanOrEqual(done + 10), {
        everyMs: 1,
      })
      // At any moment of the next event, not just behind the last one.
      await owner.query('select pg_sleep(random() * 0.02)')
      await child.kill()
    } else {
      await eventually(async () => expect(await progress()).toBe(count))
      await child.stop()
    }
  }
}

async function startHandler(how: string) {
  const child = await startServerProcess({
    command: ['node', '--input-type=module', '-e', handler],
    env: { TEST_URL: appUrl, TEST_HOW: how },
    ready: /started/,
  })
  onTestFinished(async () => void (await child.stop()))
  return child
}

/** How many events the position has passed. */
async function progress(): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::int as done from kernel.event e, kernel.subscription s
      where (e.transaction_id, e.id) <= (s.transaction_id, s.event_id)`,
  )
  return rows[0].done
}

async function written(): Promise<readonly number[]> {
  return (await owner.query('select n from public.effect order by at')).rows.map(({ n }) => n)
}

const from = (path: string) => new URL(path, import.meta.url).href

const handler = `
  import { Client } from 'pg'
  import { sql } from 'kysely'
  import { createDatabase } from '${from('../../postgres/postgres.ts')}'
  import { createSubscriptions } from '${from('../events.ts')}'
  const log = { warn() {}, error() {} }
  const database = createDatabase({ connectionString: process.env.TEST_URL, applicationName: 'test', log })
  const past = new Client(process.env.TEST_URL)
  await past.connect()
  const subscriptions = createSubscriptions({
    database,
    log,
    listener: { subscribe: () => () => {}, onReconnect: () => () => {} },
    pollEveryMs: 10,
    subscriptions: [{
      name: 'effects',
      types: ['thing.happened'],
      async handle({ data }, tx) {
        if (process.env.TEST_HOW === 'through the transaction') {
          await sql\`insert into public.effect (n) values (\${data.n})\`.execute(tx.kysely)
        } else {
          await past.query('insert into public.effect (n) values ($1)', [data.n])
        }
        await sql\`select pg_sleep(0.002)\`.execute(tx.kysely)
      },
    }],
  })
  subscriptions.start()
  console.log('started')
`
