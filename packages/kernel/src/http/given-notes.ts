// A small module, for the tests of this folder.
import { sql } from 'kysely'
import { z } from 'zod'
import { defineRoutes, lineOfText, pageOf, pageQuery, uuid } from '../contract/contract.ts'
import { answer, bind, requirePerson, type Context, type Module } from '../module/module.ts'
import { defineProblems, requestProblems } from '../problems/problems.ts'

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
    action: 'notes.read',
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
    action: 'notes.remove',
    request: { params: idParams },
    responses: { 204: { description: 'It is gone.' } },
  },
  pay: {
    method: 'POST',
    path: '/notes/:id/pay',
    summary: 'Pay for a note',
    access: 'operator',
    action: 'notes.pay',
    idempotent: 'required',
    limit: 'strict',
    request: { params: idParams },
    responses: { 200: { description: 'Paid.', schema: note } },
  },
  signIn: {
    method: 'POST',
    path: '/sign-in',
    summary: 'Show who you are',
    access: 'public',
    limit: 'strict',
    limitPer: 'email',
    cookies: true,
    request: { body: z.strictObject({ email: z.string(), nickname: z.string().optional() }) },
    exampleBody: { email: 'ada@example.com' },
    responses: {
      200: { description: 'You are signed in.', schema: z.object({ ok: z.boolean() }) },
    },
  },
  me: {
    method: 'GET',
    path: '/me',
    summary: 'Who you are',
    access: 'person',
    cookies: true,
    responses: { 200: { description: 'You.', schema: z.object({ id: z.string() }) } },
  },
  smuggle: {
    method: 'GET',
    path: '/smuggle',
    summary: 'Sets a cookie that it does not declare',
    access: 'public',
    responses: { 204: { description: 'Never.' } },
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

/**
 * Writes a note; `full` is refused, `fail` and `overflow` break after
 * the write, `slow` takes 300 ms.
 */
async function createNote(ctx: Context<NotesTables>, input: { body: { text: string } }) {
  const { text } = input.body
  const written = { id: ctx.ids(), text }
  return ctx.transaction(async (tx) => {
    await tx.kysely.insertInto('notes.note').values(written).execute()
    if (text === 'slow') await sql`select pg_sleep(0.3)`.execute(tx.kysely)
    if (text === 'full') throw noteProblems.full()
    if (text === 'overflow') await sql`select '0000-01-01'::timestamptz`.execute(tx.kysely)
    if (text === 'fail') throw new Error('disk of secret-host is full')
    return answer(201, written, { Location: `/api/v1/notes/${written.id}` })
  })
}

export const notesModule: Module = {
  name: 'notes',
  problems: [noteProblems],
  migrations: new URL('./notes-migrations', import.meta.url).pathname,
  subscriptions: [],
  jobs: [],
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
    bind(noteRoutes.signIn, async () =>
      answer(200, { ok: true }, { 'Set-Cookie': ['session=1; HttpOnly', 'device=2; Path=/'] }),
    ),
    bind(noteRoutes.me, async (ctx) => {
      requirePerson(ctx.actor)
      return answer(200, { id: ctx.actor.id }, { 'set-cookie': 'session=3' })
    }),
    bind(noteRoutes.smuggle, async () => answer(204, undefined, { 'set-cookie': 'a=b' })),
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
