import { lineOfText, instant, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import {
  desires,
  failureClasses,
  finalizerNames,
  operationKinds,
  operationStates,
  phases,
  plans,
  stepNames,
} from './states.ts'

const engineName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({ example: 'shop' })
const version = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$/)
  .meta({ example: '1.0.0' })
const region = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({ example: 'local' })
const name = lineOfText({ min: 1, max: 80 }).meta({
  description:
    'Any text of a line, of 1 to 80 characters. It is shown, and never a part of a command or a ' +
    'name outside. Line breaks and other control characters are taken out of it, not refused; ' +
    'the answer has it as it is kept.',
  example: 'Pier 9 Provisions',
})

export const createStoreBody = z.strictObject({
  name,
  engine: engineName,
  plan: z.enum(plans).optional(),
  region: region.optional(),
})

export const changeStoreBody = z
  .strictObject({
    name: name.optional(),
    plan: z.enum(plans).optional(),
    version: version.optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    message: 'Please say what to change.',
  })

export const storeFailure = z.object({
  class: z.enum(failureClasses),
  code: z.string(),
  message: z.string(),
})
export type StoreFailure = z.output<typeof storeFailure>

export const leftover = z.object({
  finalizer: z.enum(finalizerNames),
  kind: z.string(),
  name: z.string(),
})
export type Leftover = z.output<typeof leftover>

/** One wish for a store, and how far it is. */
export const operation = z.object({
  id: uuid,
  storeId: uuid,
  kind: z.enum(operationKinds),
  state: z.enum(operationStates),
  attempts: z.int(),
  failure: storeFailure.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type Operation = z.output<typeof operation>

/** A store in a list. */
export const storeRow = z.object({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  engine: z.string(),
  plan: z.enum(plans),
  region: z.string(),
  version: z.string(),
  phase: z.enum(phases),
  desired: z.enum(desires),
  step: z.enum(stepNames).nullable(),
  url: z.string().nullable(),
  adminUrl: z.string().nullable(),
  failure: storeFailure.nullable(),
  createdAt: instant,
  changedAt: instant,
})
export type StoreRow = z.output<typeof storeRow>

export const storeStep = z.object({
  name: z.enum(stepNames),
  /** `pending`: not begun. */
  state: z.enum(['pending', 'running', 'done', 'failed']),
  attempt: z.int(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  failure: storeFailure.nullable(),
})
export type StoreStep = z.output<typeof storeStep>

export const storeActions = ['retry', 'cancel', 'suspend', 'resume', 'change', 'delete'] as const

export type StoreAction = (typeof storeActions)[number]

/** A store, with what is being done for it. */
export const storeDetail = storeRow.extend({
  operation: operation.nullable().meta({ description: 'The newest.' }),
  steps: z.array(storeStep).meta({ description: 'Of the newest operation that has steps.' }),
  leftovers: z.array(leftover).meta({ description: 'What is still there of a store that goes.' }),
  can: z.array(z.enum(storeActions)).meta({ description: 'What may be asked for now.' }),
  readyAt: instant.nullable(),
  deletedAt: instant.nullable(),
  lastEvent: z.int().meta({
    description: 'The sequence of its newest event. They begin at 1 and have no gap.',
  }),
})
export type StoreDetail = z.output<typeof storeDetail>

/** A store with the operation that was just asked for. */
export const storeAccepted = z.object({ store: storeRow, operation })
export type StoreAccepted = z.output<typeof storeAccepted>

export const storeEvent = z.object({
  sequence: z.int(),
  type: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  step: z.enum(stepNames).nullable(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()),
  correlationId: z.string(),
  actorId: z.string(),
  fence: z.int(),
  at: instant,
})
export type StoreEvent = z.output<typeof storeEvent>

export const storeSecrets = z.object({
  adminUrl: z.string().nullable(),
  email: z.string(),
  password: z.string(),
})
export type StoreSecrets = z.output<typeof storeSecrets>

export const engineRow = z.object({
  name: engineName,
  title: z.string(),
  description: z.string(),
  versions: z.array(version),
  plans: z.array(z.enum(plans)),
  regions: z.array(region).meta({ description: 'Where it can be made; the first unless told.' }),
})
export type EngineRow = z.output<typeof engineRow>

export const quota = z.object({
  limit: z.int(),
  used: z.int(),
})
export type Quota = z.output<typeof quota>

/** What an operator sees of all stores together. */
export const fleet = z.object({
  phases: z.record(z.enum(phases), z.int()),
  cancelled: z.int().meta({
    description:
      'Of those in the phase `failed`: whose creation was cancelled. They have not failed.',
  }),
  queue: z.object({
    waiting: z.int(),
    oldestSeconds: z.number().meta({ description: '0 when nothing waits.' }),
  }),
  leases: z.array(
    z.object({
      storeId: uuid,
      name: z.string(),
      phase: z.enum(phases),
      step: z.enum(stepNames).nullable(),
      orchestrator: z.string(),
      leaseUntil: instant,
      fence: z.int(),
    }),
  ),
  failures: z
    .array(z.object({ code: z.string(), class: z.enum(failureClasses), count: z.int() }))
    .meta({ description: 'Of the last 24 hours, the most frequent first.' }),
})
export type Fleet = z.output<typeof fleet>
