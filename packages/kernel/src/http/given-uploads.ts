// An API that takes uploads, behind the edge, for the tests of this folder.
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { compileCors } from '../cors/cors.ts'
import { defineRoutes } from '../contract/contract.ts'
import { harden, type EdgeOptions } from '../edge/edge.ts'
import { createLog } from '../log/log.ts'
import { answer, bind, type Module, type VerbInput } from '../module/module.ts'
import { defineProblems } from '../problems/problems.ts'
import { givenApi } from './given-api.ts'

export const maxBodyBytes = 50_000_000
export const params = z.strictObject({ id: z.string() })
export const routes = defineRoutes({
  append: {
    method: 'PATCH',
    path: '/uploads/:id',
    summary: 'Append to an upload',
    access: 'public',
    streamBody: true,
    maxBodyBytes,
    deadlineMs: 60_000,
    limit: 'strict',
    request: { params, headers: z.object({ 'upload-offset': z.string().optional() }) },
    responses: { 204: { description: 'Taken.' } },
  },
  show: {
    method: 'GET',
    path: '/uploads/:id',
    summary: 'Where an upload stands',
    access: 'public',
    request: { params },
    responses: { 200: { description: 'How much there is.' } },
    optionsHeaders: { 'tus-version': '1.0.0', 'tus-extension': 'creation' },
  },
  remove: {
    method: 'DELETE',
    path: '/uploads/:id',
    summary: 'Remove an upload',
    access: 'operator',
    action: 'notes.remove',
    streamBody: true,
    maxBodyBytes,
    request: { params },
    responses: { 204: { description: 'Removed.' } },
  },
})

export const problems = defineProblems('uploads', {
  mismatch: { status: 460, say: 'What arrived is not what was sent.' },
  version: { status: 412, say: 'Please speak tus 1.0.0.' },
})

type Append = (input: VerbInput<typeof routes.append>) => Promise<number>

/** An API that takes uploads, behind the edge. */
export async function givenUploads(append: Append, options: Partial<EdgeOptions> = {}) {
  const module: Module = {
    name: 'uploads',
    problems: [problems],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
    routes: [
      bind(routes.append, async (_ctx, input) => {
        const offset = await append(input)
        return answer(204, undefined, { 'upload-offset': String(offset) })
      }),
      bind(routes.show, async () => {
        const headers = { 'upload-offset': '7', 'tus-resumable': '1.0.0' }
        return answer(200, undefined, headers)
      }),
      bind(routes.remove, async () => undefined),
    ],
  }
  const { api, call, logged } = givenApi({ modules: [module], isUnderTheEdge: true })
  const destination = { write: () => true }
  const log = createLog({ level: 'silent', service: 't', version: '1', role: 'api', destination })
  const edge = harden(getRequestListener(api.app.fetch, { overrideGlobalObjects: false }), {
    log,
    production: false,
    trustedProxyHops: 1,
    deadlineMs: (method, path) => api.deadlineMs(method, path) ?? 5_000,
    maxBodyBytes: (method, path) => api.maxBodyBytes(method, path) ?? 1_000,
    streamsBody: api.streamsBody,
    cors: compileCors({ origins: ['https://app.example'], credentials: false, uploads: true }),
    ...options,
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, module, call, logged, edge }
}

/** A request whose body the test sends itself. */
export function openRequest(port: number, options: RequestOptions = {}) {
  const path = '/api/v1/uploads/1'
  // So that it is the service who decides whether the connection stays.
  const headers = { connection: 'keep-alive', ...options.headers }
  const all = { port, method: 'PATCH', path, agent: false, ...options, headers } as const
  const sent = request(all)
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve)
    sent.on('error', reject)
  })
  answered.catch(() => undefined)
  sent.flushHeaders()
  return { sent, answered }
}
