// What the tests of this folder share: a small module and an API around it.
import { sql } from 'kysely'
import { z } from 'zod'
import { systemClock, type Clock } from '../clock/clock.ts'
import { defineRoutes, lineOfText, pageOf, pageQuery, uuid } from '../contract/contract.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import { newId } from '../ids/ids.ts'
import { createLog } from '../log/log.ts'
import {
  anonymousGuest,
  answer,
  bind,
  type Actor,
  type Context,
  type Module,
} from '../module/module.ts'
import { createDatabase, type Database } from '../postgres/postgres.ts'
import { defineProblems, requestProblems } from '../problems/problems.ts'
import { createMemoryStore, definePolicy, type Policy } from '../rate-limit/rate-limit.ts'
import { createApi, type Api } from './http.ts'

const note = z.object({ id: uuid, text: z.string() })
const idParams = z.strictObject({ id: uuid })
const noteBody = z.strictObject({
  text: lineOfText({ min: 1, max: 100 }),
  tags: z.array(z.string().max(20)).max(3).optional(),
  author: z.strictObject({ email: z.email(), age: z.int().min(0).max(150) }).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
})

export const noteRoutes = defineRoutes({
  list: {
    method: 'GET',
    path: '/notes',
    summary: 'All notes',
    access: 'public',
    request: {
      query: pageQuery.extend({ tag: z.array(z.string()).optional(), text: z.string().optional() }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(note) } },
  },
  newest: {
    method: 'GET',
    path: '/notes/newest',
    summary: 'The newest note',
    access: 'public',
    responses: { 200: { description: 'It.', schema: note } },
  },
  show: {
    method: 'GET',
    path: '/notes/:id',
    summary: 'One note',
    access: 'guest',
    request: { params: idParams },
    responses: { 200: { description: 'The note.', schema: note } },
  },
  create: {
    method: 'POST',
    path: '/notes',
    summary: 'Write a note',
    description: 'Anybody may.',
    access: 'public',
    idempotent: 'optional',
    request: { body: noteBody },
    exampleBody: { text: 'Buy embers' },
    responses: { 201: { description: 'The new note.', schema: note } },
    problems: ['notes.full'],
  },
  remove: {
    method: 'DELETE',
    path: '/notes/:id',
    summary: 'Remove a note',
    access: 'operator',
    request: { params: idParams },
    responses: { 204: { description: 'It is gone.' } },
  },
  pay: {
    method: 'POST',
    path: '/notes/:id/pay',
    summary: 'Pay for a note',
    access: 'operator',
    idempotent: 'required',
    limit: 'strict',
    request: { params: idParams },
    responses: { 200: { description: 'Paid.', schema: note } },
  },
  plain: {
    method: 'GET',
    path: '/plain',
    summary: 'A note as text',
    access: 'public',
    deprecated: { since: '2026-01-01', sunset: '2026-07-01T00:00:00Z' },
    responses: { 200: { description: 'Text.', contentType: 'text/plain' } },
  },
  strict: {
    method: 'GET',
    path: '/strict',
    summary: 'May be asked twice',
    access: 'public',
    limit: 'strict',
    responses: { 204: { description: 'Nothing.' } },
  },
  crash: {
    method: 'GET',
    path: '/crash',
    summary: 'Fails in a way that nobody foresaw',
    access: 'public',
    responses: { 204: { description: 'Never.' } },
  },
  down: {
    method: 'GET',
    path: '/down',
    summary: 'Can not answer',
    access: 'public',
    responses: { 204: { description: 'Never.' } },
  },
  leak: {
    method: 'GET',
    path: '/leak',
    summary: 'Answers with a field too many',
    access: 'public',
    responses: { 200: { description: 'A note.', schema: note } },
  },
  broken: {
    method: 'GET',
    path: '/broken',
    summary: 'Answers with the wrong shape',
    access: 'public',
    responses: { 200: { description: 'A note.', schema: note } },
  },
})

export interface NotesTables {
  'notes.note': { id: string; text: string }
}

const noteProblems = defineProblems('notes', {
  full: { status: 409, say: 'There is no room for another note.' },
})

export const noteId = '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11'
const aNote = { id: noteId, text: 'hello' }

/** Writes a note; `full` is refused, `fail` breaks after the write, `slow` takes 300 ms. */
async function createNote(ctx: Context<NotesTables>, input: { body: { text: string } }) {
  const { text } = input.body
  const written = { id: ctx.ids(), text }
  return ctx.transaction(async (tx) => {
    await tx.kysely.insertInto('notes.note').values(written).execute()
    if (text === 'slow') await sql`select pg_sleep(0.3)`.execute(tx.kysely)
    if (text === 'full') throw noteProblems.full()
    if (text === 'fail') throw new Error('disk of secret-host is full')
    return answer(201, written, { Location: `/api/v1/notes/${written.id}` })
  })
}

export const notesModule: Module = {
  name: 'notes',
  problems: [noteProblems],
  migrations: new URL('./notes-migrations', import.meta.url).pathname,
  subscriptions: [],
  schedules: [],
  healthChecks: [],
  routes: [
    bind(noteRoutes.list, async (_, { query }) => ({
      items: [],
      page: { limit: query.limit, hasMore: false },
    })),
    bind(noteRoutes.show, async (ctx, { params }) => {
      ctx.permit('notes.read', params.id)
      return { id: params.id, text: 'hello' }
    }),
    bind(noteRoutes.newest, async () => aNote),
    bind(noteRoutes.create, createNote),
    bind(noteRoutes.remove, async (ctx, { params }) => {
      ctx.permit('notes.remove', params.id)
      return undefined
    }),
    bind(noteRoutes.pay, async (ctx, { params }) => {
      ctx.permit('notes.pay')
      return { id: params.id, text: ctx.actor.id }
    }),
    bind(noteRoutes.plain, async () => answer(200, 'just <text>')),
    bind(noteRoutes.strict, async () => undefined),
    bind(noteRoutes.crash, async () => {
      throw new Error('password of db-7 is hunter2')
    }),
    bind(noteRoutes.down, async () => {
      throw requestProblems.unavailable({}, { retryAfterSeconds: 2, cause: new Error('pool') })
    }),
    bind(noteRoutes.leak, async () => ({ ...aNote, passwordHash: 'x' })),
    bind(noteRoutes.broken, async () => ({ id: 'no uuid', text: 'x' })),
  ],
}

const organisationId = 'org'

/** `Bearer operator`, `Bearer reader` (no rights), `Bearer link` (one note); none: a guest. */
async function authenticate(request: Request): Promise<Actor> {
  const header = request.headers.get('authorization')
  if (header === null) return anonymousGuest(organisationId)
  const name = header.replace(/^Bearer /, '')
  const person = { id: name, kind: 'person', organisationId } as const
  if (name.startsWith('operator')) {
    return { ...person, actions: new Set(['notes.read', 'notes.remove', 'notes.pay']) }
  }
  if (name === 'reader') return { ...person, actions: new Set() }
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
    limits: { store: createMemoryStore({ clock }), policies },
    authenticate,
    log,
    ids: newId,
    clock,
    ...(parts.checkAnswers ? { checkAnswers: parts.checkAnswers } : {}),
    clientAddress: (env) => String(env),
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
