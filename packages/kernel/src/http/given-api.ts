// An API around the notes, for the tests of this folder.
import { z } from 'zod'
import { systemClock, type Clock } from '../clock/clock.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import { newId } from '../ids/ids.ts'
import { createLog } from '../log/log.ts'
import { anonymousGuest, type Actor, type Module } from '../module/module.ts'
import { createDatabase, type Database } from '../postgres/postgres.ts'
import { requestProblems } from '../problems/problems.ts'
import { createMemoryStore, definePolicy, type Policy } from '../rate-limit/rate-limit.ts'
import { noteId, notesModule } from './given-notes.ts'
import { createApi, type Api } from './http.ts'

const organisationId = 'org'

/**
 * `Bearer operator`, `Bearer reader` (no rights), `Bearer program` (may read and remove),
 * `Bearer narrow` (a program that may read), `Bearer link` (one note); none: a guest.
 */
async function authenticate(request: Request): Promise<Actor> {
  const header = request.headers.get('authorization')
  if (header === null) return anonymousGuest(organisationId)
  const name = header.replace(/^Bearer /, '')
  const person = { id: name, kind: 'person', organisationId } as const
  if (name.startsWith('operator')) {
    return { ...person, actions: new Set(['notes.read', 'notes.remove', 'notes.pay']) }
  }
  if (name === 'reader') return { ...person, actions: new Set() }
  if (name === 'program') {
    return { ...person, kind: 'machine', actions: new Set(['notes.read', 'notes.remove']) }
  }
  if (name === 'narrow') {
    return { ...person, kind: 'machine', actions: new Set(['notes.read']) }
  }
  if (name === 'link') {
    return { ...person, kind: 'guest', actions: new Set(['notes.read']), subject: noteId }
  }
  throw requestProblems.unauthenticated()
}

const minuteMs = 60_000
const policies: Record<string, Policy> = {
  api: definePolicy({
    name: 'api',
    windows: [{ name: 'minute', limit: 10_000, periodMs: minuteMs }],
    whenStoreIsDown: 'local',
  }),
  strict: definePolicy({
    name: 'strict',
    windows: [{ name: 'minute', limit: 2, periodMs: minuteMs }],
    whenStoreIsDown: 'local',
  }),
}

export interface GivenApi {
  readonly api: Api
  readonly logged: readonly Record<string, unknown>[]
  call(method: string, path: string, options?: CallOptions): Promise<Response>
}

export interface CallOptions {
  readonly as?: string
  readonly headers?: Record<string, string>
  readonly json?: unknown
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly address?: string
}

interface ApiParts {
  readonly database?: Database<unknown>
  readonly idempotency?: Idempotency
  readonly checkAnswers?: 'refuse' | 'sample'
  readonly modules?: readonly Module[]
  readonly clock?: Clock
  /** Beside those that are there, or in their place. */
  readonly policies?: Readonly<Record<string, Policy>>
  readonly problemTypes?: string
  /** Asks the edge for the caller's address; otherwise a test says it. */
  readonly isUnderTheEdge?: boolean
}

/** The API of the notes, called without a socket. Without a database, keyed calls fail. */
export function givenApi(parts: ApiParts = {}): GivenApi {
  const logged: Record<string, unknown>[] = []
  const log = createLog({
    level: 'debug',
    service: 'test',
    version: '1',
    role: 'api',
    destination: { write: (line: string) => logged.push(JSON.parse(line)) > 0 },
  })
  const clock = parts.clock ?? systemClock
  const api = createApi({
    title: 'Notes',
    version: '1.0.0',
    modules: parts.modules ?? [notesModule],
    database: parts.database ?? nowhere(),
    idempotency: parts.idempotency ?? noIdempotency,
    limits: {
      store: createMemoryStore({ clock }),
      policies: { ...policies, ...parts.policies },
    },
    authenticate,
    log,
    ids: newId,
    clock,
    ...(parts.checkAnswers ? { checkAnswers: parts.checkAnswers } : {}),
    ...(parts.problemTypes === undefined ? {} : { problemTypes: parts.problemTypes }),
    ...(parts.isUnderTheEdge ? {} : { clientAddress: (env) => String(env) }),
  })
  return { api, logged, call: (method, path, options) => callApi(api, { method, path }, options) }
}

async function callApi(
  api: Api,
  { method, path }: { method: string; path: string },
  { as, headers, json, body, address = '192.0.2.1' }: CallOptions = {},
): Promise<Response> {
  const init: RequestInit = {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  }
  if (json !== undefined) init.body = JSON.stringify(json)
  if (body !== undefined) init.body = body
  return api.app.request(`http://api.test${path}`, init, address as unknown as object)
}

/** A keyed request whose caller can go away. */
export function callerThatLeaves(json: unknown, key: string) {
  const controller = new AbortController()
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(json),
    signal: controller.signal,
  }
  return { init, leave: () => controller.abort() }
}

/** A database that nobody listens for. */
function nowhere(): Database<unknown> {
  return createDatabase({
    connectionString: 'postgres://nobody@127.0.0.1:1/none',
    applicationName: 'test',
    log: { warn() {}, error() {} },
  })
}

const noIdempotency: Idempotency = {
  run: () => Promise.reject(new Error('no idempotency here')),
  sweep: () => Promise.resolve(0),
}

/** The code of a problem, after checking that the answer is one. */
export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  const type = response.headers.get('content-type')
  if (type !== 'application/problem+json') throw new Error(`not a problem: ${response.status}`)
  const document: unknown = await response.json()
  return z.record(z.string(), z.unknown()).parse(document)
}
