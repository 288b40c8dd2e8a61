import { LimitedError, NetworkError, ProblemError, type CallError } from '@holdfast/client'
import { expect, test } from 'vitest'
import { cancelEach, type Progress } from './cancel-each.ts'

const facts = {
  endpoint: 'bookings.cancelBooking',
  friendly: { title: 'It has changed meanwhile', text: '' },
  attempts: 1,
  correlationId: 'c-1',
}
const changed = new ProblemError({
  ...facts,
  status: 409,
  code: 'bookings.wrongState',
  detail: '',
  errors: [],
  document: {},
})
const limited = new LimitedError({
  ...facts,
  retryAfterMs: 42_000,
  category: 'bookingUpdate',
  code: 'client.limited',
  source: 'client',
})
const unreachable = new NetworkError({ ...facts, isOffline: false })

const rows = ['a', 'b', 'c'].map((id) => ({ id, name: id, reference: id }))
const ids = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).join('')

/** Cancels the three; each try of a booking fails with the next of its failures, if any. */
async function run(failures: Readonly<Record<string, CallError[]>>, stopAt?: string) {
  const stopping = new AbortController()
  const sent: string[] = []
  const waits: number[] = []
  const progress: Progress[] = []
  const outcome = await cancelEach(rows, {
    async cancel({ id }) {
      sent.push(id)
      if (id === stopAt) stopping.abort()
      const failure = failures[id]?.shift()
      if (failure) throw failure
    },
    onProgress: (one) => progress.push(one),
    async wait(ms) {
      waits.push(ms)
    },
    signal: stopping.signal,
  })
  return { outcome, sent: sent.join(''), waits, progress }
}

test('each is cancelled once, one after the other', async () => {
  const { outcome, sent, progress } = await run({})
  expect([sent, ids(outcome.cancelled), ids(outcome.untried)]).toEqual(['abc', 'abc', ''])
  expect(progress.map(({ done }) => done)).toEqual([0, 1, 2])
})

test('one that is refused keeps its reason and does not keep the others', async () => {
  const { outcome } = await run({ b: [changed] })
  expect(ids(outcome.cancelled)).toBe('ac')
  expect(outcome.refused).toEqual([{ row: rows[1], reason: 'It has changed meanwhile' }])
})

test('a limit is waited for as long as it says, then the same one is tried again', async () => {
  const { outcome, sent, waits, progress } = await run({ b: [limited] })
  expect([sent, waits, ids(outcome.cancelled)]).toEqual(['abbc', [42_000], 'abc'])
  expect(progress[2]).toEqual({ done: 1, of: 3, waitMs: 42_000 })
})

test('when the service cannot be reached the rest is not tried, and named', async () => {
  const { outcome, sent } = await run({ b: [unreachable] })
  expect([sent, ids(outcome.cancelled), ids(outcome.untried)]).toEqual(['ab', 'a', 'bc'])
  expect(outcome.stoppedBy).toBe(unreachable)
})

test('stopped in the middle, the one that was sent still counts', async () => {
  const { outcome, sent } = await run({}, 'b')
  expect([sent, ids(outcome.cancelled), ids(outcome.untried)]).toEqual(['ab', 'ab', 'c'])
  expect(outcome.stoppedBy).toBeUndefined()
})
