import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { afterAll, expect, test } from 'vitest'
import { aMaker, ask, givenApi } from '../fixtures/given-api.ts'
import { jobContext } from '../fixtures/job-context.ts'
import { aPicture } from '../fixtures/pictures.ts'
import { uploader } from '../fixtures/sending.ts'
import type { Death, Look, Order } from '../fixtures/studio-process.ts'
import { sweepLooseFiles } from '../loose-file/sweep-files.ts'
import { lookAtUpload } from './check-upload.ts'

const { origin, database, appUrl, folder, parts, queue, storedKeys, spooled } = await givenApi({
  runsJobs: false,
})
const png = await aPicture('png')
const half = Math.floor(png.length / 2)
const picture = { fileName: 'a.png', type: 'image/png', bytes: png }

const started = new Set<ChildProcess>()
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})

/** Another process on the same database and files. */
async function startProcess(
  told: Pick<Order, 'death' | 'isDeaf'> = {},
): Promise<{ child: ChildProcess; at: string }> {
  const order: Order = { appUrl, folder, ...told }
  const file = new URL('../fixtures/studio-process.ts', import.meta.url)
  const child = fork(file, [JSON.stringify(order)])
  started.add(child)
  const [at] = await once(child, 'message')
  return { child, at: String(at) }
}

const living = await startProcess()

function isReceiving(id: string, expected: boolean) {
  return eventually(async () => {
    const row = await database.kysely
      .selectFrom('studio.upload')
      .where('id', '=', id)
      .select('is_receiving')
      .executeTakeFirst()
    expect(row?.is_receiving).toBe(expected)
  })
}

/** Does by hand what the job would. */
async function look(of: Look): Promise<void> {
  const ctx = jobContext(database.withTypes<unknown>(), {
    ...of,
    correlationId: 'test',
    jobs: queue,
  })
  await lookAtUpload(ctx, { uploadId: of.uploadId }, parts)
}

/** A day later. */
async function sweep(): Promise<void> {
  const ctx = jobContext(database.withTypes<unknown>(), {
    organisationId: 'test',
    correlationId: 'test',
    jobs: queue,
  })
  await database.kysely.updateTable('studio.loose_file').set({ due_at: ctx.now() }).execute()
  await sweepLooseFiles(ctx, parts)
}

/** What belongs to somebody, and nothing else, is stored. */
async function expectNoOrphans(): Promise<void> {
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .select(['key', 'preview_key'])
    .execute()
  const pieces = await database.kysely.selectFrom('studio.upload_part').select('key').execute()
  const kept = [
    ...assets.flatMap(({ key, preview_key: preview }) => [key, preview ?? []].flat()),
    ...pieces.map(({ key }) => key),
  ]
  expect(await storedKeys()).toEqual(kept.toSorted())
}

async function assetsOf(organisationId: string) {
  return database.kysely
    .selectFrom('studio.asset')
    .where('organisation_id', '=', organisationId)
    .selectAll()
    .execute()
}

test('a piece in another process is taken over: that one ends, and writes nothing', async () => {
  const as = aMaker()
  const [here, there] = [uploader(origin, as), uploader(living.at, as)]
  const { id } = (await here.begin(picture)).json
  const stale = new Uint8Array(half).fill(7)
  const older = there.hang(id, { offset: 0, length: png.length, bytes: stale })
  await isReceiving(id, true)
  const newer = await here.send(id, { offset: 0, bytes: png })
  expect(newer.status).toBe(204)
  expect(await older.code()).toBe('studio.takenOver')
  await look({ uploadId: id, organisationId: as.organisationId })
  expect((await here.show(id)).json).toMatchObject({ state: 'done', offset: png.length })
  await sweep()
  await expectNoOrphans()
})

test('one that never hears that it was taken over writes nothing all the same', async () => {
  const as = aMaker()
  const { at } = await startProcess({ isDeaf: true })
  const [here, there] = [uploader(origin, as), uploader(at, as)]
  const { id } = (await here.begin(picture)).json
  const stale = new Uint8Array(half + 10).fill(7)
  const [first, rest] = [stale.slice(0, half), stale.slice(half)]
  const older = there.hang(id, { offset: 0, length: stale.length, bytes: first })
  await spooled(half)
  expect((await here.send(id, { offset: 0, bytes: png.slice(0, half) })).status).toBe(204)
  older.sent.end(rest)
  expect(await older.code()).toBe('studio.takenOver')
  expect((await here.send(id, { offset: half, bytes: png.slice(half) })).status).toBe(204)
  await look({ uploadId: id, organisationId: as.organisationId })
  expect((await here.show(id)).json).toMatchObject({ state: 'done', offset: png.length })
  // What came too late has been written: the next sweep removes it, and not one of tomorrow.
  const notes = await database.kysely.selectFrom('studio.loose_file').select('due_at').execute()
  expect(notes.filter(({ due_at: dueAt }) => dueAt > new Date())).toEqual([])
  await sweep()
  await expectNoOrphans()
})

test('who asks where to resume ends a request in another process, and what came counts', async () => {
  const as = aMaker()
  const [here, there] = [uploader(origin, as), uploader(living.at, as)]
  const { id } = (await here.begin(picture)).json
  const older = there.hang(id, { offset: 0, length: png.length, bytes: png.slice(0, half) })
  await spooled(half)
  const answer = await here.head(id)
  expect(await older.code()).toBe('studio.takenOver')
  expect(answer.headers.get('upload-offset')).toBe(String(half))
})

test('a process that is killed while it receives is followed by another, from what was kept', async () => {
  const as = aMaker()
  const { at, child } = await startProcess()
  const [here, there] = [uploader(origin, as), uploader(at, as)]
  const { id } = (await there.begin(picture)).json
  expect((await there.send(id, { offset: 0, bytes: png.slice(0, half) })).status).toBe(204)
  const { sent } = there.hang(id, { offset: half, length: 20, bytes: png.slice(half, half + 10) })
  await isReceiving(id, true)
  const cut = new Promise((resolve) => sent.on('close', resolve))
  child.kill('SIGKILL')
  await cut
  // It says that it is at it for ever: nobody waits for that without end.
  expect((await here.head(id)).headers.get('upload-offset')).toBe(String(half))
  expect((await here.send(id, { offset: half, bytes: png.slice(half) })).status).toBe(204)
  await look({ uploadId: id, organisationId: as.organisationId })
  expect((await here.show(id)).json.state).toBe('done')
  await sweep()
  await expectNoOrphans()
})

const deaths: readonly (readonly [where: string, death: Death])[] = [
  ['before the commit', { at: 'commit', when: 'before' }],
  ['after the commit', { at: 'commit', when: 'after' }],
  ['after the first file', { at: 'put', number: 1, when: 'after' }],
  ['after the second file', { at: 'put', number: 2, when: 'after' }],
  ['before the first file', { at: 'put', number: 1, when: 'before' }],
  ['before the second file', { at: 'put', number: 2, when: 'before' }],
]
const tried = deaths.slice(0, proofSize({ reduced: 2, full: deaths.length }))

test.each(tried)(
  'an upload whose look was killed %s is one asset in the end, with no file too many',
  async (_, death) => {
    const as = aMaker()
    const { begin, send, show } = uploader(origin, as)
    const { id } = (await begin(picture)).json
    await send(id, { offset: 0, bytes: png })
    const { child } = await startProcess({ death })
    const of = { uploadId: id, organisationId: as.organisationId }
    const ended = once(child, 'exit')
    child.send(of)
    expect((await ended)[1]).toBe('SIGKILL')
    await look(of)
    await look(of)
    expect((await show(id)).json.state).toBe('done')
    expect(await assetsOf(as.organisationId)).toHaveLength(1)
    await sweep()
    await expectNoOrphans()
  },
)

test.each([2, 1].slice(0, proofSize({ reduced: 1, full: 2 })))(
  'killed after file %i of a form: no asset, and no file left',
  async (number) => {
    const as = aMaker()
    const { at } = await startProcess({ death: { at: 'put', number, when: 'after' } })
    await expect(uploader(at, as).form(picture)).rejects.toThrow()
    expect(await assetsOf(as.organisationId)).toEqual([])
    await sweep()
    await expectNoOrphans()
    const again = await uploader(origin, as).form(picture)
    expect(again.status).toBe(201)
  },
)

test('50 that begin at once in two processes never have more open than they may', async () => {
  const as = aMaker()
  const there = [uploader(origin, as), uploader(living.at, as)]
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => there[index % 2]?.begin(picture)),
  )
  const codes = answers.map((answer) => answer?.code ?? answer?.status)
  const tally = Object.groupBy(codes, String)
  expect([tally['201']?.length, tally['studio.tooManyUploads']?.length]).toEqual([10, 40])
  const { json } = await ask(`${origin}/api/v1/studio/usage`, 'GET', { as })
  expect(json.openUploads).toBe(10)
})
