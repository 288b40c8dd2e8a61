import { eventually } from '@holdfast/testing/eventually'
import { listDeadLetters, replayDeadLetter } from '@holdfast/kernel/jobs'
import { expect, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import type { FailureClass, JobState } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import type { RecordingInput } from '../fixtures/recording-maker.ts'

const studio = await givenMaking()
const { database, someone, start, show, states, balance, owner } = studio
const untyped = database.withTypes<unknown>()
await studio.work()

/** Retries are due at once. */
async function hurry(): Promise<void> {
  await owner.query(`update pgboss.job set start_after = now()
    where name like 'studio.%' and state = 'retry' and start_after > now()`)
}

async function untilEnded(ctx: StudioContext, id: string) {
  return eventually(async () => {
    await hurry()
    const job = await show(ctx, id)
    expect(job.endedAt).not.toBeNull()
    return job
  })
}

async function make(input: Partial<RecordingInput> = {}, credits = 1) {
  const ctx = await someone(credits)
  const { id } = await start(ctx, input)
  return { ctx, id, job: await untilEnded(ctx, id) }
}

function without<T extends object, Key extends keyof T>(value: T, key: Key): Omit<T, Key> {
  const { [key]: _, ...rest } = value
  return rest
}

const lettersOf = async (id: string) =>
  (await listDeadLetters(untyped, { limit: 100 })).items.filter(
    ({ input }) => (input as { jobId?: string }).jobId === id,
  )

test('a job ends with its file in the library, its credit taken and nothing left behind', async () => {
  const { ctx, id, job } = await make()
  expect(job).toMatchObject({
    state: 'succeeded',
    percent: 100,
    attempt: 1,
    can: [],
    failure: null,
  })
  expect(await states(id)).toEqual(['queued', 'running', 'completing', 'succeeded'])
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 1, released: 0 })
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .where('job_id', '=', id)
    .selectAll()
    .execute()
  expect(assets).toMatchObject([{ id: job.assetIds[0], part: 'result', created_by: ctx.actor.id }])
  expect(await studio.parts.files.sizeOf(assets[0]?.key ?? '')).toBe(assets[0]?.bytes)
  expect(await studio.parts.files.sizeOf(assets[0]?.preview_key ?? '')).toBeGreaterThan(0)
  const loose = await database.kysely.selectFrom('studio.loose_file').selectAll().execute()
  expect(loose).toEqual([])
  await eventually(async () => expect(await studio.leftovers()).toEqual([]))
})

interface Case {
  readonly what: string
  readonly fails: RecordingInput['fails']
  readonly state: JobState
  readonly class?: FailureClass
  readonly attempt: number
}

const stuck = Array(5).fill('stuck')
const unknown = Array(3).fill('unknown')
const killedTwice: Case['fails'] = ['killed', 'stuck', 'killed']

const cases: readonly Case[] = [
  { what: 'refused media', fails: ['refused'], state: 'failed', class: 'invalid', attempt: 1 },
  { what: 'a refusal', fails: ['permanent'], state: 'failed', class: 'refused', attempt: 1 },
  { what: 'a full disk', fails: ['full'], state: 'failed', class: 'full', attempt: 1 },
  { what: 'a program stuck once', fails: ['stuck'], state: 'succeeded', attempt: 2 },
  { what: 'one stuck each time', fails: stuck, state: 'dead', class: 'timeout', attempt: 5 },
  { what: 'one killed from outside', fails: ['killed'], state: 'succeeded', attempt: 2 },
  { what: 'one killed twice', fails: killedTwice, state: 'failed', class: 'lost', attempt: 3 },
  { what: 'an unknown error', fails: ['unknown'], state: 'succeeded', attempt: 2 },
  { what: 'one each time', fails: unknown, state: 'dead', class: 'unknown', attempt: 3 },
  { what: 'asked to wait 7 times', fails: Array(7).fill('wait'), state: 'succeeded', attempt: 1 },
]

test.each(cases)('$what: $state in attempt $attempt', async ({ fails, ...expected }) => {
  const { ctx, id, job } = await make({ fails })
  const { state } = job
  const failureClass = job.failure?.class
  expect({ state, attempt: job.attempt, ...(failureClass && { class: failureClass }) }).toEqual(
    without(expected, 'what'),
  )
  const isTaken = state === 'succeeded'
  expect(await balance(ctx)).toEqual({
    available: isTaken ? 0 : 1,
    held: 0,
    settled: isTaken ? 1 : 0,
    released: isTaken ? 0 : 1,
  })
  if (state === 'dead') await letterOf(id)
  else expect(await lettersOf(id)).toEqual([])
  // What a program has printed is for the log.
  expect(JSON.stringify(job)).not.toContain('secret')
})

/** Its dead letter comes a moment after its end. */
function letterOf(id: string): Promise<string> {
  return eventually(async () => {
    const [letter] = await lettersOf(id)
    expect(letter).toBeDefined()
    return letter?.jobId ?? ''
  })
}

const replay = (jobId: string) => untyped.transaction((tx) => replayDeadLetter(tx, { jobId }))

test('a full disk is counted', async () => {
  await make({ fails: ['full'] })
  expect((await studio.metrics.render()).body).toMatch(/studio_disk_full_total [1-9]/)
})

test('a dead letter that is replayed is a new run: paid for anew, and made once', async () => {
  const { ctx, id } = await make({ fails: Array(3).fill('unknown') }, 1)
  expect(await replay(await letterOf(id))).toBe('replayed')
  await eventually(async () => expect((await show(ctx, id)).state).toBe('succeeded'))
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 1, released: 1 })
  expect(await states(id)).toEqual([
    'queued',
    'running',
    'retry',
    'running',
    'retry',
    'running',
    'dead',
    'queued',
    'running',
    'completing',
    'succeeded',
  ])
})

test('without credits for it a replayed dead letter is one again', async () => {
  const { ctx, id } = await make({ fails: Array(3).fill('unknown') }, 1)
  await owner.query('update public.purse set available = 0 where organisation_id = $1', [
    ctx.organisationId,
  ])
  expect(await replay(await letterOf(id))).toBe('replayed')
  await eventually(async () => {
    expect(await lettersOf(id)).toMatchObject([{ error: { code: 'payments.insufficientCredits' } }])
  })
  expect((await show(ctx, id)).state).toBe('dead')
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 0, released: 1 })
})

test('tried again by its person, its dead letter is gone: it is made once', async () => {
  const { ctx, id } = await make({ fails: Array(3).fill('unknown') }, 2)
  const letter = await letterOf(id)
  expect((await studio.retry(ctx, id)).state).toBe('queued')
  expect(await replay(letter)).toBe('not found')
  expect((await untilEnded(ctx, id)).state).toBe('succeeded')
  expect(await balance(ctx)).toEqual({ available: 1, held: 0, settled: 1, released: 1 })
})
