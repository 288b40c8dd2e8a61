import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startServerProcess } from '@holdfast/testing/server-process'

const fixture = fileURLToPath(new URL('./fixtures/draining-server.ts', import.meta.url))

async function start(mode: 'orderly' | 'abrupt' | 'stuck', totalMs = 10_000) {
  const child = await startServerProcess({
    command: ['node', fixture, mode, String(totalMs)],
    ready: /listening/,
  })
  const [listening] = child.stdout.objects()
  return { child, base: `http://127.0.0.1:${String(listening?.['port'])}` }
}

test('SIGTERM under load: every request in flight is answered whole, exit 0', async () => {
  const { child, base } = await start('orderly')
  await fetch(`${base}/0`)
  const inFlight = Array.from({ length: 50 }, (_, index) => fetch(`${base}/${300 + index * 10}`))
  await Promise.race(Array.from({ length: 5 }, () => fetch(`${base}/50`)))
  child.signal('SIGTERM')
  const texts = await Promise.all(inFlight.map(async (answer) => (await answer).text()))
  expect(new Set(texts)).toEqual(new Set(['whole answer']))
  expect(await child.exited).toEqual({ code: 0, signal: null })
  const phases = child.stdout.objects().flatMap((line) => line['phase'] ?? [])
  expect(phases).toEqual(['readiness', 'requests', 'probes'])
})

test('SIGTERM while clients keep asking: no request fails until they are told to go', async () => {
  const { child, base } = await start('orderly')
  const clients = Array.from({ length: 20 }, () => askUntilToldToGo(base))
  await fetch(`${base}/20`)
  child.signal('SIGTERM')
  expect(new Set(await Promise.all(clients))).toEqual(new Set(['told to go']))
  expect(await child.exited).toEqual({ code: 0, signal: null })
})

test('a request on its way over a kept connection is served when the port closes', async () => {
  const { child, base } = await start('orderly')
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  socket.write('GET /0 HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
  child.signal('SIGTERM')
  await child.stdout.waitFor(/"phase":"readiness"/)
  socket.write('GET /0 HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(await text(socket)).toMatch(/connection: close[^]*whole answer$/i)
  expect(await child.exited).toEqual({ code: 0, signal: null })
})

test('connections that wait to be accepted when the signal comes are served, not reset', async () => {
  const { child, base } = await start('abrupt')
  const blocking = fetch(`${base}/block`)
  await child.stdout.waitFor(/blocking/)
  const sockets = Array.from({ length: 60 }, () => connect(Number(new URL(base).port), '127.0.0.1'))
  const answers = sockets.map((socket) => {
    socket.write('GET /0 HTTP/1.1\r\nHost: x\r\n\r\n')
    return text(socket).catch((error: Error) => error.message)
  })
  // The kernel has let them in; the process has not heard of them.
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  child.signal('SIGTERM')
  const whole = (await Promise.all(answers)).filter((answer) => answer.endsWith('whole answer'))
  expect(whole).toHaveLength(60)
  expect(await (await blocking).text()).toBe('whole answer')
  expect(await child.exited).toEqual({ code: 0, signal: null })
})

test('a launcher that is killed takes its server down in order', async () => {
  const server = fork(fixture, ['orderly', '10000'], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  const exited = once(server, 'exit')
  const { stdout } = server
  if (!stdout) throw new Error('the fixture has no output')
  await once(stdout, 'data')
  server.disconnect()
  expect(await exited).toEqual([0, null])
})

test('a second signal exits with 1 at once', async () => {
  const { child, base } = await start('orderly')
  const cut = fetch(`${base}/4000`).then(
    () => 'answered',
    () => 'cut',
  )
  await fetch(`${base}/0`)
  child.signal('SIGTERM')
  await child.stdout.waitFor(/shutdown began/)
  child.signal('SIGTERM')
  expect(await child.exited).toEqual({ code: 1, signal: null })
  expect(await cut).toBe('cut')
})

test('a shutdown that hangs ends at its total deadline with 1', async () => {
  const { child } = await start('stuck', 400)
  child.signal('SIGINT')
  expect(await child.exited).toEqual({ code: 1, signal: null })
})

test('an uncaught exception is logged, drained, and exits with 1', async () => {
  const { child, base } = await start('orderly')
  const inFlight = fetch(`${base}/500`)
  await fetch(`${base}/0`)
  await fetch(`${base}/throw`)
  expect(await (await inFlight).text()).toBe('whole answer')
  expect(await child.exited).toEqual({ code: 1, signal: null })
  expect(child.stdout.all().join('\n')).toContain('"level":"fatal"')
})

/** One request after the other over a kept connection, until an answer asks to close it. */
async function askUntilToldToGo(base: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${base}/5`)
    if ((await answer.text()) !== 'whole answer') return 'half an answer'
    if (answer.headers.get('connection') === 'close') return 'told to go'
  }
}
