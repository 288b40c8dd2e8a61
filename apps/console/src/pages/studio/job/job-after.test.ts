import type { Job, JobEvent } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { jobAfter } from './job-after.ts'

const job: Job = {
  id: 'j',
  kind: 'mix',
  title: 'Reel 1',
  state: 'running',
  stage: 'normalising',
  percent: 20,
  leftMs: 30_000,
  attempt: 1,
  projectId: 'p',
  variant: 1,
  seed: 7,
  credits: 5,
  assetIds: [],
  failure: null,
  can: ['cancel'],
  lastEvent: 8,
  createdBy: 'ada',
  createdAt: '2026-11-22T10:00:00Z',
  startedAt: '2026-11-22T10:00:01Z',
  endedAt: null,
  correlationId: 'c',
}
const event = (changes: Partial<JobEvent>): JobEvent => ({
  number: 9,
  state: 'running',
  stage: 'composing',
  percent: 45,
  leftMs: 12_000,
  attempt: 1,
  failure: null,
  at: '2026-11-22T10:00:20Z',
  ...changes,
})

test('what an event says is shown', () => {
  expect(jobAfter(job, event({}))).toMatchObject({ stage: 'composing', percent: 45, lastEvent: 9 })
})

test('an event that comes late never turns a job back', () => {
  expect(jobAfter(job, event({ number: 8, percent: 1 }))).toBe(job)
})

test('a job that has ended can not be cancelled any more, before it is read anew', () => {
  const ended = jobAfter(job, event({ state: 'succeeded', percent: 100 }))
  expect(ended).toMatchObject({ can: [], endedAt: '2026-11-22T10:00:20Z' })
})
