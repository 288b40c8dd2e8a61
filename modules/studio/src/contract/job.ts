import { instant, pageQuery, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { failureClasses, jobActions, jobKinds, jobStages, jobStates } from './states.ts'

export const jobFailure = z.object({
  class: z.enum(failureClasses),
  code: z.string(),
  message: z.string().meta({ description: 'For whoever asked for it, in words.' }),
})
export type JobFailure = z.output<typeof jobFailure>

const progress = {
  state: z.enum(jobStates),
  stage: z.enum(jobStages).nullable(),
  percent: z.int().min(0).max(100),
  leftMs: z.int().nullable().meta({ description: 'How long it will take, as far as one can say.' }),
}

/** Something that is made, and how far it is. */
export const job = z.object({
  id: uuid,
  kind: z.enum(jobKinds),
  title: z.string(),
  ...progress,
  attempt: z.int().meta({ description: 'How often it was begun since it was asked for.' }),
  projectId: uuid.nullable(),
  variant: z.int().nullable(),
  seed: z.int().nullable(),
  credits: z.int().meta({ description: 'What it costs; given back when it does not succeed.' }),
  assetIds: z.array(uuid).meta({ description: 'What it made: the result first.' }),
  failure: jobFailure.nullable(),
  can: z.array(z.enum(jobActions)).meta({ description: 'What may be asked for now.' }),
  lastEvent: z.int(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  correlationId: z.string(),
})
export type Job = z.output<typeof job>

export const jobQuery = pageQuery.extend({
  state: z.array(z.enum(jobStates)).max(jobStates.length).optional(),
  kind: z.array(z.enum(jobKinds)).max(jobKinds.length).optional(),
  projectId: uuid.optional(),
})

/** What happened to a job. The numbers begin at 1 and have no gap. */
export const jobEvent = z.object({
  number: z.int(),
  ...progress,
  attempt: z.int(),
  failure: jobFailure.nullable(),
  at: instant,
})
export type JobEvent = z.output<typeof jobEvent>

export const jobsAccepted = z.object({ jobs: z.array(job) })
