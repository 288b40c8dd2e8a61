import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { appendEvent } from '../events/events.ts'
import type { LiveEvents } from '../module/module.ts'
import { Follower } from './fixtures/follower.ts'
import { givenDatabase, type GivenLive } from './fixtures/given-live.ts'

const { database, start } = await givenDatabase()

test('1,000 events whose transactions end out of order, through a line that is cut 30 times: each comes once', async () => {
  const given = await start()
  const proxy = await startFaultProxy({ port: given.port })
  onTestFinished(() => proxy.close())
  const reader = keepFollowing(proxy.port)
  await reader.isReady()
  const writing = writeOutOfOrder(1_000)
  for (let cut = 0; cut < 30; cut += 1) {
    const goal = Math.floor(((cut + Math.random()) * 1_000) / 30)
    await eventually(
      () => {
        if (reader.seen.length < goal) throw new Error(`${reader.seen.length} of ${goal}`)
      },
      { everyMs: 1, withinMs: 30_000 },
    )
    proxy.reset()
  }
  const written = await writing
  await eventually(() => expect(reader.seen.length).toBeGreaterThanOrEqual(1_000), {
    withinMs: 30_000,
  })
  reader.stop()
  // On a busy machine so much comes at once that several cuts meet one connection.
  expect(reader.opened()).toBeGreaterThan(10)
  expect(reader.seen).toHaveLength(1_000)
  expect(new Set(reader.seen)).toEqual(new Set(written))
}, 90_000)

test('a transaction that ends late is told late, and a client that comes back between gets both', async () => {
  const given = await start()
  const first = new Follower(given)
  const ready = await first.named('ready')
  const late = openTransaction('late')
  await late.appended
  await given.happen(['early'])
  first.leave()
  const second = new Follower({ ...given, after: String(ready.data?.['position']) })
  await second.named('ready')
  expect(second.subjects).toEqual([])
  await late.commit()
  await second.until(() => second.subjects.length === 2)
  expect(second.subjects).toEqual(['late', 'early'])
})

test('what happens while a client catches up follows what it missed, once', async () => {
  const given = await start()
  const first = new Follower(given)
  const { position } = (await first.named('ready')).data ?? {}
  await given.happen(names('missed', 300))
  const second = new Follower({ ...given, after: String(position) })
  const meanwhile = Array.from({ length: 20 }, (_, n) => given.happen([`meanwhile-${n}`]))
  await Promise.all(meanwhile)
  await second.until(() => second.subjects.length >= 320)
  await given.happen(['last'])
  await second.until(() => second.subjects.includes('last'))
  expect(second.subjects.slice(0, 300)).toEqual(names('missed', 300))
  expect(new Set(second.subjects).size).toBe(second.subjects.length)
  expect(second.subjects).toHaveLength(321)
})

test('what is told while the past is being read is kept, and follows it', async () => {
  const reading = Promise.withResolvers<void>()
  let isSlow = false
  const slowly: LiveEvents = {
    types: ['boat.arrived'],
    action: 'boats.read',
    async unitsOf(_db, events) {
      if (isSlow && events.some(({ subject }) => subject === 'missed')) await reading.promise
      return new Map()
    },
  }
  const given = await start({ rules: [{ events: [slowly] }] })
  const witness = new Follower(given)
  const { position } = (await witness.named('ready')).data ?? {}
  await given.happen(['missed'])
  await witness.until(() => witness.subjects.length === 1)
  isSlow = true
  const second = new Follower({ ...given, after: String(position) })
  await eventually(() => expect(given.live.connections()).toBe(2))
  await given.happen(['meanwhile'])
  await witness.until(() => witness.subjects.length === 2)
  reading.resolve()
  await second.until(() => second.subjects.length === 2)
  expect(second.subjects).toEqual(['missed', 'meanwhile'])
})

test('too much was missed: resync instead of events, and on from there', async () => {
  const given = await start({ maxReplayed: 20 })
  const first = new Follower(given)
  const { position } = (await first.named('ready')).data ?? {}
  await given.happen(names('missed', 21))
  await given.readable()
  const second = new Follower({ ...given, after: String(position) })
  const resync = await second.named('resync')
  expect(resync.id).toBeUndefined()
  expect(second.subjects).toEqual([])
  await given.happen(['next'])
  await second.until(() => second.subjects.length > 0)
  expect(second.subjects).toEqual(['next'])
  const third = new Follower({ ...given, after: String(resync.data?.['position']) })
  await third.until(() => third.subjects.length > 0)
  expect(third.subjects).toEqual(['next'])
})

test('a position from a server that was further ahead: resync', async () => {
  const given = await start()
  const after = '9000000000.01980000-0000-7000-8000-000000000000'
  await new Follower({ ...given, after }).named('resync')
})

function names(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${word}-${n}`)
}

/** Follows like a browser: comes back at once with its last id, until it is stopped. */
function keepFollowing(port: GivenLive['port']) {
  const seen: unknown[] = []
  let position: string | undefined
  let opened = 0
  const following = { goesOn: true }
  const ready = Promise.withResolvers<void>()
  const state = { current: undefined as Follower | undefined }
  const loop = async () => {
    while (following.goesOn) {
      const one = new Follower({ port, after: position })
      state.current = one
      opened += 1
      let counted = 0
      const take = () => {
        const all = one.subjects
        seen.push(...all.slice(counted))
        counted = all.length
        position = one.position ?? position
        return false as const
      }
      one.named('ready').then(
        () => ready.resolve(),
        () => undefined,
      )
      await one.until(take).catch(() => undefined)
    }
  }
  void loop()
  onTestFinished(() => void (following.goesOn = false))
  return {
    seen,
    opened: () => opened,
    isReady: () => ready.promise,
    stop() {
      following.goesOn = false
      state.current?.leave()
    },
  }
}

/** Six writers whose transactions overlap and take different times; resolves to all names. */
async function writeOutOfOrder(count: number): Promise<string[]> {
  const all = names('event', count)
  const left = [...all]
  const writers = Array.from({ length: 6 }, async () => {
    while (left.length > 0) {
      const mine = left.splice(0, 1 + Math.floor(Math.random() * 3))
      await database.transaction(async (tx) => {
        for (const subject of mine) await append(tx, subject)
        await sql`select pg_sleep(${Math.random() * 0.02})`.execute(tx.kysely)
      })
    }
  })
  await Promise.all(writers)
  return all
}

function append(tx: Parameters<typeof appendEvent>[0], subject: string) {
  return appendEvent(tx, {
    type: 'boat.arrived',
    data: { harbour: 'north' },
    subject,
    organisationId: 'org',
    actorId: 'someone',
    correlationId: 'c',
  })
}

function openTransaction(subject: string) {
  const appended = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const done = database.transaction(async (tx) => {
    await append(tx, subject)
    appended.resolve()
    await goOn.promise
  })
  return {
    appended: appended.promise,
    commit() {
      goOn.resolve()
      return done
    },
  }
}
