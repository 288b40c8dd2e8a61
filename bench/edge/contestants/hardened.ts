import { openSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { systemClock } from '@holdfast/kernel/clock'
import { compileCors } from '@holdfast/kernel/cors'
import { harden, type Listener } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'
import { createMetrics } from '@holdfast/kernel/metrics'
import { createMemoryStore, definePolicy } from '@holdfast/kernel/rate-limit'
import { allowedOrigin, type ContestantOptions } from './serve.ts'

/** This project with everything on. */
export function createHardenedServer(listener: Listener, options: ContestantOptions): Server {
  const policy = definePolicy({
    name: 'edge',
    windows: [{ name: 'minute', limit: options.limitPerMinute, periodMs: 60_000 }],
    whenStoreIsDown: 'local',
  })
  const edge = harden(listener, {
    log: createLog({
      level: 'info',
      service: 'bench',
      version: '1.0.0',
      role: 'api',
      destination: openSync(options.logFile, 'a'),
    }),
    metrics: createMetrics({ processMetrics: true }),
    cors: compileCors({ origins: [allowedOrigin], credentials: true }),
    limiter: { store: createMemoryStore({ clock: systemClock }), policy },
    overload: { maxEventLoopDelayMs: 1_000 },
    production: true,
    trustedProxyHops: 0,
    deadlineMs: 10_000,
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  return server
}
