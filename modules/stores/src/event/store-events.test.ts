import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { createContext, type Actor } from '@holdfast/kernel/module'
import { expect, onTestFinished, test } from 'vitest'
import { anOwner, givenApi, type Asking } from '../fixtures/given-api.ts'
import { appendStoreEvent } from './append-store-event.ts'
import { followableStore } from './stream-store-events.ts'

const { ask, aStore, database, port } = await givenApi({ maxPerActor: 100 })

async function append(storeId: string, message: string): Promise<void> {
  const about = { storeId, correlationId: 'c', actorId: 'system', at: new Date() }
  await database.transaction(async ({ kysely }) => {
    await appendStoreEvent(kysely, { ...about, type: 'test.told', message, data: { message } })
  })
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

interface Told {
  readonly sequence: number
  readonly message: string
}

/** Reads a stream until it has told so much, and leaves. */
async function readStream(
  id: string,
  { as, after, count }: Pick<Asking, 'as'> & { readonly after?: number; readonly count: number },
): Promise<readonly Told[]> {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/stores/${id}/events/stream`, {
    signal: leaving.signal,
    headers: {
      authorization: as?.id ?? '',
      ...(after === undefined ? {} : { 'last-event-id': String(after) }),
    },
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const told: Told[] = []
  let rest = ''
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const frames = (rest + text).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(frame) ?? []
      if (data !== undefined) told.push({ ...JSON.parse(data), sequence: Number(id) })
    }
    if (told.length >= count) break
  }
  leaving.abort()
  return told
}

test('events that 8 write at once are numbered without a gap, and a follower gets each once', async () => {
  const as = anOwner()
  const id = await aStore(as)
  const total = 81
  const writing = Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 10; n += 1) await append(id, `${writer}.${n}`)
    }),
  )
  const whole = readStream(id, { as, count: total })
  const pieces: Told[] = []
  while (pieces.length < total) {
    const after = pieces.at(-1)?.sequence
    const count = Math.min(20, total - pieces.length)
    pieces.push(...(await readStream(id, { as, count, ...(after ? { after } : {}) })))
  }
  await writing
  expect(pieces.map(({ sequence }) => sequence)).toEqual(upTo(total))
  expect(await whole).toEqual(pieces)
  // The same rows as in the list.
  const { json } = await ask('GET', `/stores/${id}/events?after=80`, { as })
  expect(json.items).toEqual([pieces.at(-1)])
  expect((await ask('GET', `/stores/${id}`, { as })).json.lastEvent).toBe(total)
})

test('what a program prints is kept, whatever bytes it has', async () => {
  const as = anOwner()
  const id = await aStore(as)
  await append(id, 'a\u0000b\ud800c\n\u001b[31m')
  const { json } = await ask('GET', `/stores/${id}/events?after=1`, { as })
  const [event] = json.items
  expect([event.message, event.data.message]).toEqual(Array(2).fill('ab\ufffdc\n\u001b[31m'))
})

test('nobody follows the store of another organisation, or one that is not there', async () => {
  const id = await aStore(anOwner())
  for (const unknown of [id, newId()]) {
    const response = await fetch(
      `http://127.0.0.1:${port}/api/v1/stores/${unknown}/events/stream`,
      { headers: { authorization: await known() } },
    )
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'stores.unknownStore' })
  }
})

test('over a WebSocket a store tells the same, and to its own organisation alone', async () => {
  const as = anOwner()
  const id = await aStore(as)
  await append(id, 'once')
  expect(followableStore.id.parse(id.toUpperCase())).toBe(id)
  await followableStore.find(contextOf(as), id)
  const { kysely } = database.withTypes<unknown>()
  const told = await followableStore.read(kysely, { id, after: 1, limit: 10 })
  const { json } = await ask('GET', `/stores/${id}/events?after=1`, { as })
  expect(told).toEqual(json.items)
  const found = followableStore.find(contextOf(anOwner()), id)
  await expect(found).rejects.toMatchObject({ code: 'stores.unknownStore' })
})

function contextOf(actor: Actor) {
  const log = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })
  const parts = { actor, correlationId: 'c', log, ids: newId, clock: systemClock }
  return createContext({ ...parts, database: database.withTypes<unknown>() })
}

/** The name of somebody with stores of their own. */
async function known(): Promise<string> {
  const as = anOwner()
  await aStore(as)
  return as.id
}
