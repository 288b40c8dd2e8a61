import { createFakeClock } from '@holdfast/testing/clock'
import { beforeEach, describe, expect, test } from 'vitest'
import { givenStorage } from '../fixtures/given-client.ts'
import { createPendingWrites, type PendingWrites } from './pending-writes.ts'

const dayMs = 86_400_000
let clock: ReturnType<typeof createFakeClock>
let tab: ReturnType<typeof givenStorage>
let allTabs: ReturnType<typeof givenStorage>
let pending: PendingWrites
const load = (storage = tab) =>
  createPendingWrites({ clock, storages: [storage, allTabs], name: 'pending' })

beforeEach(() => {
  clock = createFakeClock()
  tab = givenStorage()
  allTabs = givenStorage()
  pending = load()
})

function send(write: string, by = pending): string {
  const key = by.keyOf(write)
  by.sending(write, key)
  return key
}

describe('a key', () => {
  test('is the same until the service has decided, then another', () => {
    const key = send('order')
    expect(send('order')).toBe(key)
    pending.decided('order', key)
    expect(send('order')).not.toBe(key)
  })

  test('is the same after a reload and in another tab', () => {
    const key = send('order')
    expect(load().keyOf('order')).toBe(key)
    expect(load(givenStorage()).keyOf('order')).toBe(key)
  })

  test('belongs to one write', () => {
    expect(send('order')).not.toBe(send('other'))
  })

  test('is not kept before it is used', () => {
    pending.keyOf('order')
    expect(tab.kept.size + allTabs.kept.size).toBe(0)
  })

  test('ends with the day for which the service remembers it', async () => {
    const key = send('order')
    await clock.advance(dayMs - 1)
    expect(pending.keyOf('order')).toBe(key)
    await clock.advance(1)
    expect(pending.keyOf('order')).not.toBe(key)
    send('other')
    expect(allTabs.kept.get('pending')).not.toContain(key)
  })

  test('that another tab has already replaced is left alone', () => {
    const key = send('order')
    pending.decided('order', key)
    const newer = send('order', load(givenStorage()))
    pending.decided('order', key)
    expect(load(givenStorage()).keyOf('order')).toBe(newer)
  })
})

describe('a write is pending', () => {
  test('from when it is sent, for so long, until it is decided', async () => {
    expect(pending.isPending('order', 1000)).toBe(false)
    const key = send('order')
    await clock.advance(999)
    expect(pending.isPending('order', 1000)).toBe(true)
    await clock.advance(1)
    expect(pending.isPending('order', 1000)).toBe(false)
    expect(pending.isPending('order', 60_000)).toBe(true)
    pending.decided('order', key)
    expect(pending.isPending('order', 60_000)).toBe(false)
  })

  test('since the first time that it was sent', async () => {
    send('order')
    await clock.advance(900)
    send('order')
    await clock.advance(100)
    expect(pending.isPending('order', 1000)).toBe(false)
  })
})

test.each(['{', 'null', '7', '{"order":{"key":7}}', '{"order":"x"}'])(
  'what is broken in the storage (%j) counts as nothing',
  (text) => {
    tab.setItem('pending', text)
    allTabs.setItem('pending', text)
    expect(pending.isPending('order', 60_000)).toBe(false)
    expect(send('order')).toBe(send('order'))
  },
)
