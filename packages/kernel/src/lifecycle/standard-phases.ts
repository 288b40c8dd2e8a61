import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { sleep, type Clock } from '../clock/clock.ts'
import type { Phase } from './phase.ts'

/** What a service is made of, seen by its shutdown. Absent parts have no phase. */
export interface StandardParts {
  readonly clock: Clock
  /** Makes readiness fail, so that balancers stop sending. */
  readonly health: { drain(): void; stop(): void }
  readonly edge: {
    /** From now on every answer closes its connection. */
    drain(): void
    /** Resolves when no request is in flight. */
    idle(): Promise<void>
  }
  readonly server: Server
  /** Answers that go on, such as server-sent events: ended with a word about when to come back. */
  readonly streams?: { close(signal: AbortSignal): Promise<void> }
  /** How long to serve on after readiness fell: the time that balancers need to notice. */
  readonly preDrainMs: number
  /** How long requests in flight may take; then their connections are closed. */
  readonly requestsMs: number
  /** Stops claiming work and finishes the running: subscriptions, schedules, workers. */
  readonly stopWork?: (signal: AbortSignal) => Promise<void>
  /** How long running work may take before its signal aborts. */
  readonly workMs?: number
  /** Sends the traces that wait, before what they tell of is gone. */
  readonly flushTraces?: () => Promise<void>
  /** Closes the database's pool and whatever stands behind it. */
  readonly closeStorage?: () => Promise<void>
}

/**
 * The order that loses nothing: readiness falls while requests are still served; then no new
 * connection; then what is in flight ends; then the work behind; then the storage beneath.
 */
export function standardPhases(parts: StandardParts): readonly Phase[] {
  const { clock, health, edge, server, stopWork, closeStorage } = parts
  const work = stopWork
    ? [{ name: 'work', ...limit(parts.workMs), handsBack: true, run: stopWork }]
    : []
  const traces = parts.flushTraces ? [{ name: 'traces', maxMs: 3_000, run: parts.flushTraces }] : []
  const storage = closeStorage ? [{ name: 'storage', run: closeStorage }] : []
  return [
    {
      name: 'readiness',
      async run(signal) {
        health.drain()
        edge.drain()
        await sleep(clock, parts.preDrainMs, signal)
      },
    },
    {
      name: 'requests',
      maxMs: parts.requestsMs,
      async run(signal) {
        await acceptWhoWaits(server, clock)
        const closed = stopAccepting(server)
        signal.addEventListener('abort', () => server.closeAllConnections(), { once: true })
        await Promise.all([
          parts.streams?.close(signal),
          Promise.race([closed, sleep(clock, lingerMs, signal)]),
        ])
        await edge.idle()
        server.closeIdleConnections()
        await closed
      },
    },
    ...work,
    { name: 'probes', run: () => health.stop() },
    ...traces,
    ...storage,
  ]
}

function limit(maxMs: number | undefined) {
  return maxMs === undefined ? {} : { maxMs }
}

/** How long a kept connection may take to bring a request that is already on its way. */
const lingerMs = 500

/**
 * No new connections; resolves when the last one has ended. Unlike `server.close()` of HTTP it
 * leaves kept connections open at first: a request may be on its way, or wait unread while the
 * event loop is busy.
 */
function stopAccepting(server: Server): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(server, () => resolve())
  })
}

/** How long connections may keep coming before the port closes all the same. */
const acceptingMs = 1_000
const quietTurns = 2

/**
 * The kernel resets what it has let in and we have not accepted. The event loop accepts one
 * connection a turn (libuv since 1.45), so it turns until none has come: then nobody waits.
 */
async function acceptWhoWaits(server: Server, clock: Clock): Promise<void> {
  const giveUpAtMs = clock.monotonicMs() + acceptingMs
  let quiet = 0
  const onConnection = () => (quiet = -1)
  server.on('connection', onConnection)
  while (quiet < quietTurns && clock.monotonicMs() < giveUpAtMs) {
    await setImmediate()
    quiet += 1
  }
  server.off('connection', onConnection)
}
