import { eventually } from '@holdfast/testing/eventually'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { proofSize } from '@holdfast/testing/proof'
import { auditCredits, auditLedger } from '@holdfast/payments'
import { connect } from '../../../packages/client/src/live/connect.ts'
import { followStream } from '../../../packages/client/src/live/follow-stream.ts'
import type { StudioTables } from '@holdfast/studio'
import { expect, onTestFinished, test } from 'vitest'
import { writeStep } from '@holdfast/studio/progress'
import { tally } from './harness/ask.ts'
import { givenStudio, makeKey } from './harness/studio/given-studio.ts'

const studio = await givenStudio()
const { kysely } = studio.database.withTypes<StudioTables>()
const price = await studio.price()
const patiently = { withinMs: 90_000 }

test('100 mixes are started at once on credits for one, by four people: exactly one is', async () => {
  const { available } = await studio.credits()
  const change = { credits: price - available, reason: 'For one film' }
  expect((await studio.send('/credits/adjustments', change, studio.owner)).status).toBe(201)
  const people = await Promise.all(
    [1, 2, 3, 4].map(async (number) => ({
      project: await studio.project(`of ${number}`),
      key: await makeKey(studio.api.baseUrl, studio.owner),
    })),
  )
  const starts = Array.from({ length: 25 }, () =>
    people.map(({ project, key }) => studio.mix(project, key)),
  )
  const answers = await Promise.all(starts.flat())
  expect(tally(answers.map(({ status }) => status))).toEqual({ 202: 1, 402: 99 })
  expect(await studio.credits()).toEqual({ available: 0, held: price, spent: 0 })
  const jobs = await kysely.selectFrom('studio.job').select('id').execute()
  expect(jobs).toHaveLength(1)
  expect(await auditCredits(studio.database.kysely)).toEqual([])
  expect(await auditLedger(studio.database.kysely)).toEqual([])
}, 180_000)

const eventCount = proofSize({ reduced: 300, full: 1_000 })
const cutCount = proofSize({ reduced: 10, full: 30 })

test(`${eventCount} events of a job over lines that are cut ${cutCount} times, and a service that restarts: each once, in order`, async () => {
  await studio.send('/credits/adjustments', { credits: price, reason: 'One more' }, studio.owner)
  const jobId = await studio.startMix('followed')
  // Of those that the system gives to nobody meanwhile.
  const wanted = String(20_000 + Math.floor(Math.random() * 10_000))
  const service = await studio.startApi({ PORT: wanted })
  const { port } = new URL(service.baseUrl)
  const proxy = await startFaultProxy({ port: Number(port) })
  onTestFinished(() => proxy.close())
  const followers = followBoth(`http://127.0.0.1:${proxy.port}`, jobId)
  await eventually(() => expect(followers.map(({ opened }) => opened())).toEqual([1, 1]), patiently)

  const write = await progressOf(jobId)
  const share = Math.ceil((eventCount - 1) / cutCount)
  for (let cut = 0; cut < cutCount; cut += 1) {
    const before = followers.map(({ seen, opened }) => ({ seen: seen.length, opened: opened() }))
    const isRestart = cut === Math.floor(cutCount / 2)
    const writing = write(share)
    const some = Math.floor(Math.random() * share)
    await eventually(
      () => {
        for (const [index, { seen }] of followers.entries())
          expect(seen.length).toBeGreaterThanOrEqual((before[index]?.seen ?? 0) + some)
      },
      { ...patiently, everyMs: 1 },
    )
    if (isRestart) {
      service.process.signal('SIGTERM')
      expect(await service.process.exited).toEqual({ code: 0, signal: null })
      await studio.startApi({ PORT: port })
    } else proxy.reset()
    await eventually(() => {
      for (const [index, { opened }] of followers.entries())
        expect(opened()).toBeGreaterThan(before[index]?.opened ?? 0)
    }, patiently)
    await writing
  }
  const last = 1 + share * cutCount
  await eventually(() => {
    for (const { seen } of followers) expect(seen.length).toBeGreaterThanOrEqual(last)
  }, patiently)
  const all = Array.from({ length: last }, (_, index) => index + 1)
  expect(followers.map(({ seen }) => seen)).toEqual([all, all])
}, 600_000)

/** Over server-sent events and over a WebSocket, with the real client. */
function followBoth(baseUrl: string, jobId: string) {
  const accessToken = studio.headers.authorization.replace('Bearer ', '')
  const common = { baseUrl, accessToken, random: () => 0.05 }
  const [bySse, bySocket]: [number[], number[]] = [[], []]
  const statuses: [string[], string[]] = [[], []]
  const following = followStream<{ readonly number: number }>(
    { path: `/studio/jobs/${jobId}/events/stream`, after: 0 },
    {
      ...common,
      onEvent: ({ number }) => bySse.push(number),
      onStatus: (status) => statuses[0].push(status),
    },
  )
  const connection = connect({ ...common, onStatus: (status) => statuses[1].push(status) })
  connection.follow<{ readonly number: number }>('studio.job', jobId, {
    onEvent: ({ number }) => bySocket.push(number),
  })
  onTestFinished(() => {
    following.close()
    connection.close()
  })
  const opened = (which: 0 | 1) => statuses[which].filter((status) => status === 'open').length
  return [
    { seen: bySse, opened: () => opened(0) },
    { seen: bySocket, opened: () => opened(1) },
  ]
}

/** Writes the progress of a job as its worker would, four at once. Says how many in one go. */
async function progressOf(jobId: string) {
  const job = await kysely
    .updateTable('studio.job')
    .set({ state: 'running' })
    .where('id', '=', jobId)
    .returningAll()
    .executeTakeFirstOrThrow()
  const step = { stage: 'normalising', percent: 40, leftMs: 1_000 } as const
  return async (count: number): Promise<void> => {
    let left = count
    const writer = async () => {
      while (left > 0) {
        left -= 1
        expect(await writeStep(kysely, { job, step, now: new Date() })).toBe(true)
      }
    }
    await Promise.all([writer(), writer(), writer(), writer()])
  }
}
