import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import { defineJob, noInput } from '@holdfast/kernel/jobs'
import { createLog } from '@holdfast/kernel/log'
import { bindJob, createContext, systemActor } from '@holdfast/kernel/module'
import { kernelMigrations } from '@holdfast/kernel/postgres'
import { expect, test } from 'vitest'
import { testDatabase } from '../database/database.ts'
import { runTestJobs } from './jobs.ts'

const first = defineJob({ name: 'test.first', input: noInput, deadlineMs: 5_000 })
const second = defineJob({ name: 'test.second', input: noInput, deadlineMs: 5_000 })
const ran: string[] = []

const { database, appUrl } = await testDatabase({ migrations: [kernelMigrations] })
const jobs = await runTestJobs({
  database,
  appUrl,
  jobs: [
    bindJob(first, (ctx) => ctx.settle(async (tx) => void (await tx.enqueue(second, {})))),
    bindJob(second, async () => void ran.push('second')),
  ],
})

test('idle means that what a job has enqueued was done as well', async () => {
  const ctx = createContext({
    database,
    actor: systemActor('org'),
    correlationId: 'test',
    log: createLog({ level: 'silent', service: 'test', version: '0', role: 'test' }),
    ids: newId,
    clock: systemClock,
    jobs: jobs.queue,
  })
  await ctx.transaction((tx) => tx.enqueue(first, {}))
  await jobs.waitUntilIdle()
  expect(ran).toEqual(['second'])
})
