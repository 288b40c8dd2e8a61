import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { auditLedger } from '@holdfast/payments'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { auditCredits } from '@holdfast/payments'
import { makeClip } from '@holdfast/studio/clips'
import { ask } from './harness/ask.ts'
import { givenStudio } from './harness/studio/given-studio.ts'
import {
  attemptFolders,
  looseFiles,
  mediaProcesses,
  outcomeOf,
  strayFiles,
} from './harness/studio/left-behind.ts'
import { stageNamed, stages } from './harness/studio/stages.ts'
import { passHeartbeat, workersOf } from './harness/studio/workers.ts'

const studio = await givenStudio()
const workers = workersOf(studio)
const { database, programs } = studio
const price = await studio.price()

const patiently = { withinMs: 60_000, everyMs: 50 }

/** What a job that has ended well has become, after so many attempts. */
const once = (attempt: number) => ({
  state: 'succeeded',
  attempt,
  ends: 1,
  parts: ['contactSheet', 'result'],
  damaged: [],
})

async function expectOnce(jobId: string, attempt: number): Promise<void> {
  await eventually(async () => {
    expect(await outcomeOf(studio, jobId)).toEqual(once(attempt))
  }, patiently)
}

/** Credits: so many jobs have been paid since, nothing is set aside, and the books agree. */
async function expectPaid(before: number, jobs: number): Promise<void> {
  const { available, held } = await studio.credits()
  expect([available, held]).toEqual([before - jobs * price, 0])
  expect(await auditCredits(database.kysely)).toEqual([])
  expect(await auditLedger(database.kysely)).toEqual([])
}

/** No process, no folder of an attempt and, once it was swept, no file that belongs to nothing. */
async function expectNothingLeft(): Promise<void> {
  await eventually(async () => {
    expect(await mediaProcesses(studio)).toEqual([])
    expect(await attemptFolders(studio)).toEqual([])
  }, patiently)
  await sweepADayLater()
  await eventually(async () => {
    expect(await looseFiles(studio)).toEqual([])
    expect(await strayFiles(studio)).toEqual({ unnamed: [], missing: [] })
  }, patiently)
}

/** What is noted is given up after a day; who deletes a file has them swept. */
async function sweepADayLater(): Promise<void> {
  await sql`update studio.loose_file set due_at = now()`.execute(database.kysely)
  const clip = await studio.upload(await makeClip({ number: 9, seconds: 1 }), 'x.mp4', 'video/mp4')
  const url = `${studio.api.baseUrl}/api/v1/studio/assets/${clip}`
  await ask(url, { method: 'DELETE', headers: studio.headers })
}

const isFull = proofSize({ reduced: 0, full: 1 }) === 1
const some = ['muxing', 'publishing, after its files are put', 'publishing, after its settle']
const killed = isFull ? stages : some.map(stageNamed)

test('a worker is frozen while it publishes, and thawed when another has done it: it is fenced', async () => {
  const { available } = await studio.credits()
  const frozen = await workers.one()
  // It goes on as far as it can: nobody tells it that it has lost its job.
  frozen.line.judge((chunk, direction) =>
    direction === 'to-server' && chunk.includes('heartbeat_on = now()') ? 'drop' : 'forward',
  )
  await using held = new AsyncDisposableStack()
  const stage = stageNamed('publishing, before its files are put')
  const jobId = await stage.reach(studio, frozen, held)
  frozen.process.signal('SIGSTOP')
  await held.disposeAsync()
  await passHeartbeat(studio)
  await workers.start()
  await expectOnce(jobId, 2)
  const assets = await assetIds()
  frozen.process.signal('SIGCONT')
  await eventually(async () => {
    const { text } = await ask(`${frozen.baseUrl}/metrics`)
    expect(text).toMatch(/^studio_attempts_refused_total{kind="mix"} 1$/m)
  }, patiently)
  await expectNothingLeft()
  expect(await outcomeOf(studio, jobId)).toEqual(once(2))
  expect(await assetIds()).toEqual(assets)
  await expectPaid(available, 1)
  await frozen.process.kill()
}, 300_000)

async function assetIds(): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from studio.asset where deleted_at is null order by id`.execute(database.kysely)
  return rows.map(({ id }) => id)
}

test('SIGTERM during a render: it is finished first, and the worker exits with 0', async () => {
  const { available } = await studio.credits()
  const worker = await workers.one()
  // What is left to do is little, so that a slow machine has done it when its time is up.
  await programs.holdNext('ffmpeg', 'contact-sheet.jpg')
  const jobId = await studio.startMix('finished')
  const render = await programs.held()
  worker.process.signal('SIGTERM')
  await worker.process.stdout.waitFor(/shutdown began/, patiently)
  render.release()
  expect(await worker.process.exited).toEqual({ code: 0, signal: null })
  expect(await outcomeOf(studio, jobId)).toEqual(once(1))
  expect(await mediaProcesses(studio)).toEqual([])
  expect(await attemptFolders(studio)).toEqual([])
  await expectPaid(available, 1)
}, 300_000)

test('a render is cancelled: its whole group ends, its credits are given back, its folder is gone', async () => {
  const { available } = await studio.credits()
  await workers.one()
  await programs.holdNext('ffmpeg', 'shot-')
  const jobId = await studio.startMix('cancelled')
  await programs.held()
  expect((await mediaProcesses(studio)).length).toBeGreaterThan(3)
  expect(await studio.credits()).toMatchObject({ available: available - price, held: price })
  const answer = await studio.send(`/studio/jobs/${jobId}/cancel`)
  expect([answer.status, String(answer.json['state'])]).toEqual([202, 'cancelling'])
  const cancelledAtMs = performance.now()
  await eventually(async () => {
    expect(await outcomeOf(studio, jobId)).toMatchObject({ state: 'cancelled', ends: 1, parts: [] })
  }, patiently)
  await eventually(async () => {
    expect(await mediaProcesses(studio)).toEqual([])
    expect(await attemptFolders(studio)).toEqual([])
  }, patiently)
  expect(performance.now() - cancelledAtMs).toBeLessThan(30_000)
  await expectPaid(available, 0)
  await expectNothingLeft()
}, 300_000)

test('SIGTERM during a render that takes too long: another worker makes it, and no attempt is spent', async () => {
  const { available } = await studio.credits()
  const worker = await workers.one()
  await programs.holdNext('ffmpeg', 'shot-')
  const jobId = await studio.startMix('handed over')
  await programs.held()
  worker.process.signal('SIGTERM')
  expect(await worker.process.exited).toEqual({ code: 0, signal: null })
  expect(await outcomeOf(studio, jobId)).toMatchObject({ state: 'queued', attempt: 0, parts: [] })
  await workers.one()
  await expectOnce(jobId, 1)
  await expectPaid(available, 1)
}, 300_000)

// Last: what is left of any of them it finds as well.
test(`a worker is killed at each of ${killed.length} places of a mix: each job ends once, is paid once, and nothing is left`, async () => {
  const { available } = await studio.credits()
  const jobs: string[] = []
  for (const stage of killed) {
    await using held = new AsyncDisposableStack()
    const worker = await workers.one()
    const jobId = await stage.reach(studio, worker, held)
    jobs.push(jobId)
    await worker.process.kill()
    await held.disposeAsync()
    await passHeartbeat(studio)
    await eventually(async () => expect(await mediaProcesses(studio)).toEqual([]), patiently)
    await workers.one()
    await expectOnce(jobId, stage.attempts)
  }
  await expectNothingLeft()
  for (const [index, jobId] of jobs.entries()) {
    expect(await outcomeOf(studio, jobId)).toEqual(once(killed[index]?.attempts ?? 0))
  }
  await expectPaid(available, jobs.length)
}, 600_000)
