import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createFakeClock } from '@holdfast/testing/clock'
import type { Log } from '../log/log.ts'
import { createLifecycle, type Phase } from './lifecycle.ts'

function given(phases: readonly Phase[], totalMs = 30_000) {
  const clock = createFakeClock()
  const process = new EventEmitter()
  const codes: number[] = []
  const lines: { level: string; data: object; message: string }[] = []
  const write = (level: string) => (data: object, message: string) =>
    void lines.push({ level, data, message })
  const log: Log = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    child: () => log,
    flush: () => Promise.resolve(),
  }
  const exit = (code: number) => void codes.push(code)
  const lifecycle = createLifecycle({ clock, log, phases, totalMs, exit, process })
  lifecycle.start()
  return { clock, process, codes, lines, lifecycle }
}

const never: Phase = { name: 'stuck', run: () => new Promise(() => undefined) }

test('phases run once, in order, one after the other, and the process exits with 0', async () => {
  const seen: string[] = []
  const phase = (name: string): Phase => ({
    name,
    async run() {
      seen.push(`${name} began`)
      await Promise.resolve()
      seen.push(`${name} ended`)
    },
  })
  const { process, codes, lifecycle } = given([phase('a'), phase('b')])
  process.emit('SIGTERM')
  await Promise.all([lifecycle.shutdown('again'), lifecycle.shutdown('and again')])
  expect(seen).toEqual(['a began', 'a ended', 'b began', 'b ended'])
  expect(codes).toEqual([0])
})

test('a phase that throws is logged, the next ones still run, and the code is 1', async () => {
  let ran = false
  const { codes, lines, lifecycle } = given([
    { name: 'broken', run: () => Promise.reject(new Error('no')) },
    { name: 'next', run: () => void (ran = true) },
  ])
  await lifecycle.shutdown('test')
  expect([ran, codes]).toEqual([true, [1]])
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'error',
      data: expect.objectContaining({ phase: 'broken', outcome: 'failed' }),
    }),
  )
})

test('a phase out of its time is aborted, gets a grace, and the next one begins', async () => {
  const aborts: boolean[] = []
  const slow: Phase = {
    name: 'slow',
    maxMs: 500,
    run: (signal) =>
      new Promise(() => signal.addEventListener('abort', () => aborts.push(signal.aborted))),
  }
  const { clock, codes, lifecycle } = given([slow, { name: 'next', run: () => undefined }])
  const ended = lifecycle.shutdown('test')
  await clock.advance(499)
  expect(aborts).toEqual([])
  await clock.advance(1)
  expect(aborts).toEqual([true])
  await clock.advance(1000)
  expect(await ended).toBe(1)
  expect(codes).toEqual([1])
})

test.each([
  ['hands back what it holds is in order', true, 0],
  ['only ends is out of time', undefined, 1],
] as const)('a phase that at its abort %s', async (_name, handsBack, code) => {
  const slow: Phase = {
    name: 'slow',
    maxMs: 500,
    ...(handsBack && { handsBack }),
    run: (signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  }
  const { clock, lifecycle } = given([slow])
  const ended = lifecycle.shutdown('test')
  await clock.advance(500)
  expect(await ended).toBe(code)
})

test('a stuck phase ends at the total deadline with 1', async () => {
  const { clock, process, codes } = given([never], 30_000)
  process.emit('SIGTERM')
  await clock.advance(29_999)
  expect(codes).toEqual([])
  await clock.advance(1)
  expect(codes).toEqual([1])
})

test('a second signal exits with 1 at once', async () => {
  const { process, codes } = given([never])
  process.emit('SIGTERM')
  expect(codes).toEqual([])
  process.emit('SIGINT')
  expect(codes).toEqual([1])
})

test.each(['disconnect', 'uncaughtException'])(
  'the first signal after %s does not cut the shutdown short',
  async (event) => {
    const { process, codes, lines } = given([never])
    process.emit(event, new Error('boom'))
    process.emit('SIGINT')
    expect(codes).toEqual([])
    process.emit('SIGINT')
    expect(codes).toEqual([1])
    expect(lines.filter((line) => line.message === 'shutdown began')).toHaveLength(1)
  },
)

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s is fatal in the log, drains, and exits with 1',
  async (kind) => {
    let drained = false
    const { process, codes, lines, lifecycle } = given([
      { name: 'drain', run: () => void (drained = true) },
    ])
    process.emit(kind, new Error('boom'))
    await lifecycle.shutdown('again')
    expect([drained, codes]).toEqual([true, [1]])
    expect(lines[0]).toMatchObject({ level: 'fatal', message: 'uncaught error' })
  },
)

test('a launcher that is gone begins the shutdown', async () => {
  const { process, codes, lifecycle } = given([])
  process.emit('disconnect')
  await lifecycle.shutdown('again')
  expect(codes).toEqual([0])
})

test('every phase leaves a line with its duration', async () => {
  const { clock, lines, lifecycle } = given([
    { name: 'wait', run: (_signal) => new Promise((resolve) => clock.schedule(250, resolve)) },
  ])
  const ended = lifecycle.shutdown('test')
  await clock.advance(250)
  await ended
  expect(lines).toContainEqual({
    level: 'info',
    data: { phase: 'wait', outcome: 'done', durationMs: 250 },
    message: 'shutdown phase ended',
  })
})
