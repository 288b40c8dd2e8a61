import { fileURLToPath } from 'node:url'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import type { Transaction } from '../../postgres/postgres.ts'
import {
  appendEvent,
  createSubscriptions,
  type Event,
  type NewEvent,
  type Subscription,
  type SubscriptionsOptions,
} from '../events.ts'

const folder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const quick = { attempts: 3, firstMs: 1, capMs: 4 }

export const silent = { warn() {}, error() {} }
/** For tests that find events by looking, or wake the subscription themselves. */
export const deaf = { subscribe: () => () => undefined, onReconnect: () => () => undefined }

/** A database with events, a table for effects, and what the tests do with them. */
export async function givenEvents() {
  const { database, ownerUrl, appUrl } = await testDatabase({
    migrations: [{ name: 'kernel', folder }],
  })
  const owner = new Client(ownerUrl)
  await owner.connect()
  afterAll(() => owner.end())
  await owner.query(`
    create table public.effect (at bigint generated always as identity, type text, n int);
    create table public.once (n int unique deferrable initially deferred)`)

  return {
    database,
    owner,
    appUrl,
    ownerUrl,

    /** Runs until the test ends. */
    start(subscription: Subscription, options: Partial<SubscriptionsOptions> = {}) {
      const subscriptions = createSubscriptions({
        database,
        listener: deaf,
        log: silent,
        retry: quick,
        subscriptions: [subscription],
        ...options,
      })
      onTestFinished(() => subscriptions.stop())
      subscriptions.start()
      return subscriptions
    },

    async append(type: string, numbers: readonly number[]): Promise<void> {
      for (const n of numbers) {
        await database.transaction((tx) => appendEvent(tx, eventOf(type, n)))
      }
    },

    /** A transaction that has appended an event and is not yet committed. */
    async openAppend(type: string, n: number) {
      const appended = Promise.withResolvers<void>()
      const go = Promise.withResolvers<void>()
      const done = database.transaction(async (tx) => {
        await appendEvent(tx, eventOf(type, n))
        appended.resolve()
        await go.promise
      })
      const commit = () => {
        go.resolve()
        return done
      }
      onTestFinished(commit)
      await appended.promise
      return { commit }
    },

    async written(type: string): Promise<readonly unknown[]> {
      const effects = 'select n from public.effect where type = $1 order by at'
      return (await owner.query(effects, [type])).rows.map(({ n }) => n)
    },
  }
}

/** An effect through the handler's transaction. */
export async function write(tx: Transaction<unknown>, type: string, event: Event): Promise<void> {
  await sql`insert into public.effect (type, n) values (${type}, ${event.data['n']})`.execute(
    tx.kysely,
  )
}

let types = 0

/** Each test has a type of its own, since all share the events. */
export function aType(): string {
  types += 1
  return `thing.happened-${types}`
}

export function keeping(type: string, seen: unknown[]): Subscription {
  return {
    name: type,
    types: [type],
    async handle(event) {
      seen.push(event.data['n'])
    },
  }
}

function eventOf(type: string, n: number): NewEvent {
  return {
    type,
    data: { n },
    organisationId: 'kitchen',
    actorId: 'anna',
    correlationId: `call-${n}`,
  }
}
