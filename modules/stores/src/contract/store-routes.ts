import { defineRoutes, pageOf, pageQuery, queryInteger, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { phases } from './states.ts'
import {
  changeStoreBody,
  createStoreBody,
  engineRow,
  operation,
  quota,
  storeAccepted,
  storeDetail,
  storeEvent,
  storeRow,
  storeSecrets,
} from './store.ts'

const idParams = z.strictObject({ id: uuid })
const accepted = { 202: { description: 'It will be done.', schema: storeAccepted } }

/** Online shops, from the wish to the last trace. */
export const storeRoutes = defineRoutes({
  createStore: {
    method: 'POST',
    path: '/stores',
    summary: 'Ask for a store',
    description:
      'Answers at once; the operation says how far it is. The same request with the same Idempotency-Key is the same store.',
    access: 'operator',
    action: 'stores.create',
    limit: 'storeCreate',
    idempotent: 'required',
    request: { body: createStoreBody },
    exampleBody: { name: 'Pier 9 Provisions', engine: 'shop' },
    responses: accepted,
    problems: ['stores.unknownEngine', 'stores.unknownRegion', 'stores.quotaExceeded'],
  },
  listStores: {
    method: 'GET',
    path: '/stores',
    summary: 'Stores, newest first',
    access: 'operator',
    action: 'stores.read',
    request: {
      query: pageQuery.extend({
        state: z.array(z.enum(phases)).max(phases.length).optional().meta({
          description: 'Any of these; all but deleted ones unless told.',
        }),
        engine: z.string().max(40).optional(),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(storeRow) } },
  },
  showStore: {
    method: 'GET',
    path: '/stores/:id',
    summary: 'A store, with its steps',
    access: 'operator',
    action: 'stores.read',
    request: { params: idParams },
    responses: { 200: { description: 'The store.', schema: storeDetail } },
    problems: ['stores.unknownStore'],
  },
  changeStore: {
    method: 'PATCH',
    path: '/stores/:id',
    summary: 'Rename, scale or upgrade a store',
    access: 'operator',
    action: 'stores.change',
    idempotent: 'optional',
    request: { params: idParams, body: changeStoreBody },
    exampleBody: { plan: 'medium' },
    responses: accepted,
    problems: ['stores.unknownStore', 'stores.unknownVersion', 'stores.wrongPhase'],
  },
  deleteStore: {
    method: 'DELETE',
    path: '/stores/:id',
    summary: 'Delete a store, in whatever phase it is',
    description: 'Asked again it is the same deletion.',
    access: 'operator',
    action: 'stores.delete',
    idempotent: 'optional',
    request: { params: idParams },
    responses: accepted,
    problems: ['stores.unknownStore'],
  },
  retryStore: {
    method: 'POST',
    path: '/stores/:id/retry',
    summary: 'Try again what failed',
    access: 'operator',
    action: 'stores.change',
    idempotent: 'optional',
    request: { params: idParams },
    responses: accepted,
    problems: ['stores.unknownStore', 'stores.wrongPhase'],
  },
  cancelStore: {
    method: 'POST',
    path: '/stores/:id/cancel',
    summary: 'Stop the creation, and take away what there is already',
    access: 'operator',
    action: 'stores.change',
    idempotent: 'optional',
    request: { params: idParams },
    responses: accepted,
    problems: ['stores.unknownStore', 'stores.wrongPhase'],
  },
  suspendStore: {
    method: 'POST',
    path: '/stores/:id/suspend',
    summary: 'Close a store for a while, and keep what it knows',
    access: 'operator',
    action: 'stores.change',
    idempotent: 'optional',
    request: { params: idParams },
    responses: accepted,
    problems: ['stores.unknownStore', 'stores.wrongPhase'],
  },
  resumeStore: {
    method: 'POST',
    path: '/stores/:id/resume',
    summary: 'Open it again',
    access: 'operator',
    action: 'stores.change',
    idempotent: 'optional',
    request: { params: idParams },
    responses: accepted,
    problems: ['stores.unknownStore', 'stores.wrongPhase'],
  },
  listStoreEvents: {
    method: 'GET',
    path: '/stores/:id/events',
    summary: 'What happened to a store, oldest first',
    access: 'operator',
    action: 'stores.read',
    request: {
      params: idParams,
      query: z.strictObject({
        after: queryInteger({ min: 0, max: 2_147_483_647 }).prefault(0),
        limit: queryInteger({ min: 1, max: 100 }).prefault(50),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(storeEvent) } },
    problems: ['stores.unknownStore'],
  },
  streamStoreEvents: {
    method: 'GET',
    path: '/stores/:id/events/stream',
    summary: 'What happens to a store, while it does',
    description:
      'A stream of server-sent events: the events of the store as the list gives them, each with its ' +
      'sequence as `id`. Everything behind `Last-Event-ID`, or `after`, comes first: nothing is ' +
      'missing and nothing comes twice. Frames with a name are about the stream: `ready` (you are ' +
      'up to date), `heartbeat` (every 30 s), `resync` (forget what you know, such as after a backup ' +
      'was restored: all comes anew), `restart` (come back after `retry`), `ended` (you may not ' +
      'follow any more).',
    access: 'operator',
    action: 'stores.read',
    stream: true,
    request: {
      params: idParams,
      query: z.strictObject({
        after: queryInteger({ min: 0, max: 2_147_483_647 }).optional(),
      }),
    },
    responses: {
      200: { description: 'Frames, until either side ends it.', contentType: 'text/event-stream' },
    },
    deadlineMs: Number.POSITIVE_INFINITY,
    problems: ['stores.unknownStore'],
  },
  showStoreLogs: {
    method: 'GET',
    path: '/stores/:id/logs',
    summary: 'The last lines that the shop has written',
    access: 'operator',
    action: 'stores.read',
    clientTimeoutMs: 15_000,
    request: {
      params: idParams,
      query: z.strictObject({ lines: queryInteger({ min: 1, max: 1000 }).prefault(200) }),
    },
    responses: {
      200: { description: 'Oldest first.', schema: z.object({ text: z.string() }) },
    },
    problems: ['stores.unknownStore', 'stores.logsUnavailable'],
  },
  showStoreSecrets: {
    method: 'POST',
    path: '/stores/:id/secrets',
    summary: 'How its administrator signs in the first time',
    description: 'Looking is written down.',
    access: 'operator',
    action: 'stores.secrets',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 200: { description: 'Address and password.', schema: storeSecrets } },
    problems: ['stores.unknownStore', 'stores.noSecrets'],
  },
  showOperation: {
    method: 'GET',
    path: '/operations/:id',
    summary: 'How far an operation is',
    access: 'operator',
    action: 'stores.read',
    request: { params: idParams },
    responses: { 200: { description: 'The operation.', schema: operation } },
    problems: ['stores.unknownOperation'],
  },
  listEngines: {
    method: 'GET',
    path: '/engines',
    summary: 'What kinds of shops can be made here',
    access: 'operator',
    action: 'stores.read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(engineRow) }) },
    },
  },
  showQuota: {
    method: 'GET',
    path: '/quota',
    summary: 'How many stores the organisation has, and may have',
    access: 'operator',
    action: 'stores.read',
    responses: { 200: { description: 'Those that are deleted do not count.', schema: quota } },
  },
})
