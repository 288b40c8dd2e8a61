import { beforeEach, describe, expect, test } from 'vitest'
import type { Failure, Result } from './failure.ts'
import { hasPending, sendOnce, type KeyStore } from './pending-write.ts'

let store: KeyStore
beforeEach(() => {
  const kept = new Map<string, string>()
  store = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
})

const lost: Result<string> = { ok: false, failure: { kind: 'network' } }
const won: Result<string> = { ok: true, value: 'booked' }

/** Sends `body` and answers `result`; returns the key it went out under. */
async function keyFor(body: unknown, result: Result<string>): Promise<string> {
  let used = ''
  await sendOnce({ name: 'booking', body, store }, (key) => {
    used = key
    return Promise.resolve(result)
  })
  return used
}

describe('one key until the server has decided', () => {
  test('a lost answer keeps the key, even over a reload', async () => {
    expect(await keyFor({ a: 1 }, lost)).toBe(await keyFor({ a: 1 }, won))
  })

  test('a final answer ends the key', async () => {
    const first = await keyFor({ a: 1 }, won)
    expect(await keyFor({ a: 1 }, won)).not.toBe(first)
  })

  test('a refusal ends the key', async () => {
    const first = await keyFor({ a: 1 }, { ok: false, failure: refusal(409) })
    expect(await keyFor({ a: 1 }, won)).not.toBe(first)
  })

  test('a busy server keeps the key', async () => {
    const first = await keyFor({ a: 1 }, { ok: false, failure: refusal(503) })
    expect(await keyFor({ a: 1 }, won)).toBe(first)
  })

  test('another body has another key', async () => {
    const first = await keyFor({ a: 1 }, lost)
    expect(await keyFor({ a: 2 }, lost)).not.toBe(first)
  })

  test('a store that refuses costs nothing but the memory', async () => {
    store = {
      ...store,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(await keyFor({ a: 1 }, won)).toMatch(/^[0-9a-f]{32}$/)
  })
})

const write = (body: unknown) => ({ name: 'booking', body, store })

describe('a write without an answer', () => {
  test('is known after a reload, for this very body', async () => {
    await keyFor({ a: 1 }, lost)
    expect(hasPending(write({ a: 1 }), 60_000)).toBe(true)
    expect(hasPending(write({ a: 2 }), 60_000)).toBe(false)
  })

  test('is not taken up again when it is old', async () => {
    await keyFor({ a: 1 }, lost)
    expect(hasPending(write({ a: 1 }), 0)).toBe(false)
  })

  test('is over once it is answered', async () => {
    await keyFor({ a: 1 }, won)
    expect(hasPending(write({ a: 1 }), 60_000)).toBe(false)
  })

  test('what is broken in the store counts as nothing', () => {
    store.setItem('ember-oak.pending.booking', '{"half":')
    expect(hasPending(write({ a: 1 }), 60_000)).toBe(false)
  })
})

function refusal(status: number): Failure {
  return {
    kind: 'problem',
    status,
    code: 'x',
    detail: '',
    correlationId: undefined,
    errors: [],
    retryAfterMs: undefined,
    document: {},
  }
}
