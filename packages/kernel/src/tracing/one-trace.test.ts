import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../clock/clock.ts'
import { defineRoutes } from '../contract/contract.ts'
import { harden } from '../edge/edge.ts'
import { createApi } from '../http/http.ts'
import { newId } from '../ids/ids.ts'
import { givenJobs } from '../jobs/fixtures/given-jobs.ts'
import { defineJob } from '../jobs/jobs.ts'
import { createLog } from '../log/log.ts'
import { bind, bindJob, jobWork, type Actor, type Module } from '../module/module.ts'
import { startServer } from '../outbound/local-server.fixture.ts'
import { defineProvider } from '../outbound/outbound.ts'
import { createMemoryStore, definePolicy } from '../rate-limit/rate-limit.ts'
import { startCollector, type CollectedSpan } from './fixtures/collector.ts'
import { startTracing } from './tracing.ts'

const given = await givenJobs()
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const browserSpan = '00f067aa0ba902b7'
const secret = 'ahab@example.com'

const tell = defineJob({
  name: 'test.tellHarbour',
  input: z.strictObject({ boat: z.string() }),
  deadlineMs: 5_000,
})
const routes = defineRoutes({
  arrive: {
    method: 'POST',
    path: '/boats/:id/arrive',
    summary: 'Note that a boat has arrived',
    access: 'public',
    request: {
      params: z.strictObject({ id: z.string() }),
      body: z.strictObject({ email: z.string() }),
    },
    responses: { 200: { description: 'Noted.', schema: z.strictObject({ id: z.string() }) } },
  },
})

test('one trace: from the header of a page through request, verb, SQL and job to the call of another service', async () => {
  const collector = await startCollector()
  const tracing = await startTracing({ ...collector, service: 'boats', version: '1' })
  onTestFinished(() => tracing.stop())
  const { port, lines, idle, heard } = await givenBoats()
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/boats/b7/arrive`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${browserSpan}-01`,
    },
    body: JSON.stringify({ email: secret }),
  })
  expect(response.status).toBe(200)
  await idle()
  await tracing.flush()

  const ours = collector.spans.filter((span) => span.traceId === traceId)
  const path = ['POST /api/v1/boats/:id/arrive', 'verb postBoatsByIdArrive', 'INSERT public.effect']
  expect(pathTo(ours, 'INSERT public.effect')).toEqual(path)
  expect(pathTo(ours, 'GET harbour')).toEqual([
    ...path.slice(0, 2),
    'job test.tellHarbour',
    'GET harbour',
  ])
  expect(ours.find(({ name }) => name === path[0])?.parentId).toBe(browserSpan)
  const call = ours.find(({ name }) => name === 'GET harbour')
  expect(heard).toEqual([`00-${traceId}-${call?.spanId}-01`])
  expect(lines.filter(({ traceId: told }) => told === traceId).map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['A boat has arrived', 'request']),
  )
  expect(collector.text()).not.toContain(secret)
  expect(collector.text()).not.toContain('b7')
})

test('without a collector nothing is recorded, and the trace of the page goes on all the same', async () => {
  const { port, idle, heard } = await givenBoats()
  const traceparent = `00-${traceId}-${browserSpan}-01`
  await fetch(`http://127.0.0.1:${port}/api/v1/boats/b7/arrive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ email: secret }),
  })
  await idle()
  expect(heard).toEqual([traceparent])
})

test('a collector that is away costs traces, and nothing else', async () => {
  const tracing = await startTracing({ endpoint: 'http://127.0.0.1:1', service: 'b', version: '1' })
  const { port } = await givenBoats()
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/boats/b7/arrive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: secret }),
  })
  expect(response.status).toBe(200)
  await tracing.stop()
})

/** The names from the span without a parent here down to the one of that name. */
function pathTo(spans: readonly CollectedSpan[], name: string): string[] {
  const path: string[] = []
  let span = spans.find((one) => one.name === name)
  while (span) {
    path.unshift(span.name)
    const { parentId } = span
    span = spans.find(({ spanId }) => spanId === parentId)
  }
  return path
}

/** A service of one route, whose verb writes a row and enqueues a job, which calls the harbour. */
async function givenBoats() {
  const { database } = given
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) > 0 }
  const log = createLog({ level: 'info', service: 'test', version: '0', role: 'api', destination })
  const heard: unknown[] = []
  const url = await startServer((request, response) => {
    heard.push(request.headers['traceparent'])
    response.end('{}')
  })
  const harbour = defineProvider('harbour', { baseUrl: url, timeoutMs: 2_000 })
  const work = bindJob(tell, async () => void (await harbour.call({ method: 'GET', path: '/' })))
  const queue = await given.open([tell])
  const context = { database, log, ids: newId, clock: systemClock, jobs: queue }
  const worker = await given.start([jobWork(work, context)], { queue })
  const boats: Module = {
    name: 'boats',
    routes: [
      bind(routes.arrive, async (ctx, { params, body }) => {
        await ctx.transaction(async (tx) => {
          await sql`insert into public.effect (job, by) values (${params.id}, ${body.email})`.execute(
            tx.kysely,
          )
          await tx.enqueue(tell, { boat: params.id })
        })
        ctx.log.info({}, 'A boat has arrived')
        return { id: params.id }
      }),
    ],
    problems: [],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
  }
  const actor: Actor = { id: 'guest', kind: 'guest', organisationId: 'org', actions: new Set() }
  const api = createApi({
    title: 'Boats',
    version: '1',
    modules: [boats],
    database,
    idempotency: { run: () => Promise.reject(new Error('none')), sweep: async () => 0 },
    limits: { store: createMemoryStore({ clock: systemClock }), policies: { api: plenty } },
    authenticate: async () => actor,
    jobs: queue,
    log,
    ids: newId,
    clock: systemClock,
  })
  const edge = harden(getRequestListener(api.app.fetch, { overrideGlobalObjects: false }), {
    log,
    production: false,
    trustedProxyHops: 0,
    deadlineMs: 5_000,
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, lines, heard, idle: () => worker.waitUntilIdle() }
}

const plenty = definePolicy({
  name: 'api',
  windows: [{ name: 'minute', limit: 10_000, periodMs: 60_000 }],
  whenStoreIsDown: 'local',
})
