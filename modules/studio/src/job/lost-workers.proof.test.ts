import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import { boundaries, type Boundary, type Order } from '../fixtures/making-process.ts'
import { usualLimits, type StudioContext } from '../parts.ts'

// More than one person may have at once: each test holds up all of its jobs.
const limits = { ...usualLimits, maxRunningJobsPerPerson: 20 }
const studio = await givenMaking({ limits })
const { appUrl, folder, owner, database, someone, start, show, balance, reconcile } = studio
const program = new URL('../fixtures/making-process.ts', import.meta.url).pathname

/** A worker that is held up where `halts` says. */
async function worker(order: Partial<Order> = {}): Promise<ServerProcess> {
  const whole: Order = { appUrl, folder, halts: {}, ...order }
  const child = await startServerProcess({
    command: ['node', program, JSON.stringify(whole)],
    ready: /started/,
    readyWithinMs: 60_000,
  })
  onTestFinished(async () => void (await child.kill()))
  return child
}

/** A job for each boundary; a silent worker counts as lost after two seconds. */
async function givenJobs(held: readonly Boundary[]) {
  const ctx = await someone(held.length)
  const jobs = await Promise.all(held.map(() => start(ctx, { steps: 5, haltAt: 'of the process' })))
  await owner.query(`update pgboss.job set heartbeat_seconds = 2 where name like 'studio.%'`)
  const halts = Object.fromEntries(jobs.map(({ id }, index) => [id, held[index] ?? 'making']))
  return { ctx, halts, ids: jobs.map(({ id }) => id) }
}

const patience = { withinMs: 60_000, everyMs: 100 }

async function held(child: ServerProcess, halts: Readonly<Record<string, Boundary>>) {
  for (const [id, boundary] of Object.entries(halts)) {
    await child.stdout.waitFor(new RegExp(`at ${boundary} ${id}`), patience)
  }
}

async function untilSucceeded(ctx: StudioContext, ids: readonly string[]) {
  return eventually(async () => {
    const jobs = await Promise.all(ids.map((id) => show(ctx, id)))
    expect(jobs.map(({ state }) => state)).toEqual(ids.map(() => 'succeeded'))
    return jobs
  }, patience)
}

/** Each job has ended once: one result whose files are there, one credit, nothing left behind. */
async function expectOnce(ctx: StudioContext, ids: readonly string[]) {
  const settled = { available: 0, held: 0, settled: ids.length, released: 0 }
  expect(await balance(ctx)).toEqual(settled)
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .where('job_id', 'in', ids)
    .selectAll()
    .execute()
  expect(assets.map(({ job_id }) => job_id).toSorted()).toEqual(ids.toSorted())
  for (const { key, preview_key, bytes } of assets) {
    expect(await studio.parts.files.sizeOf(key)).toBe(bytes)
    expect(await studio.parts.files.sizeOf(preview_key ?? '')).toBeGreaterThan(0)
  }
  for (const id of ids) {
    const numbers = (await studio.eventsOf(id)).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    const ends = (await studio.states(id)).filter((state) => state === 'succeeded')
    expect(ends).toHaveLength(1)
  }
  await expectNothingLeft()
}

/** No folder of an attempt, and no file that is neither in the library nor given up. */
async function expectNothingLeft() {
  await reconcile()
  await eventually(async () => expect(await studio.leftovers()).toEqual([]), patience)
  const due = await database.kysely
    .selectFrom('studio.loose_file')
    .where('due_at', '<=', new Date())
    .select('key')
    .execute()
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .select(['key', 'preview_key'])
    .execute()
  const known = new Set([...due, ...assets].map(({ key }) => key))
  for (const { preview_key } of assets) known.add(preview_key ?? '')
  const onDisk = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })
  const found = onDisk.filter((entry) => entry.isFile()).map(({ name }) => name)
  expect(found.filter((name) => ![...known].some((key) => key.endsWith(name)))).toEqual([])
}

test('a worker killed (kill -9) at each boundary of an attempt: each job ends once, credits balance, nothing is left', async () => {
  const { ctx, halts, ids } = await givenJobs(boundaries)
  const killed = await worker({ halts })
  await held(killed, halts)
  await killed.kill()
  await worker()
  await untilSucceeded(ctx, ids)
  await expectOnce(ctx, ids)
})

test('a worker frozen and thawed after others have done its jobs is refused: nothing of it appears', async () => {
  const { ctx, halts, ids } = await givenJobs(['claimed', 'making', 'made', 'noted', 'stored'])
  const frozen = await worker({ halts })
  await held(frozen, halts)
  frozen.signal('SIGSTOP')
  await worker()
  await untilSucceeded(ctx, ids)
  frozen.signal('SIGUSR2')
  frozen.signal('SIGCONT')
  for (const id of ids) await frozen.stdout.waitFor(new RegExp(`(refused|ended) ${id}`), patience)
  await expectOnce(ctx, ids)
})

test('one thawed while another is at its jobs publishes nothing: the other one does', async () => {
  const { ctx, halts, ids } = await givenJobs(['making', 'made', 'stored'])
  const frozen = await worker({ halts })
  await held(frozen, halts)
  frozen.signal('SIGSTOP')
  const other = await worker({ halts })
  await held(other, halts)
  frozen.signal('SIGUSR2')
  frozen.signal('SIGCONT')
  for (const id of ids) await frozen.stdout.waitFor(new RegExp(`refused ${id}`), patience)
  const ended = (await Promise.all(ids.map((id) => show(ctx, id)))).map(({ endedAt }) => endedAt)
  expect(ended).toEqual(ids.map(() => null))
  other.signal('SIGUSR2')
  await untilSucceeded(ctx, ids)
  await expectOnce(ctx, ids)
})

test('SIGTERM: what ends in time is finished, the rest is handed over and spends no attempt', async () => {
  const { ctx, halts, ids } = await givenJobs(['making', 'stored'])
  const first = await worker({ halts, drainMs: 500 })
  await held(first, halts)
  first.signal('SIGTERM')
  expect(await first.exited).toMatchObject({ code: 0 })
  await worker()
  const jobs = await untilSucceeded(ctx, ids)
  expect(jobs.map(({ attempt }) => attempt)).toEqual([1, 1])
  await expectOnce(ctx, ids)
})
