import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../fixtures/making-parts.ts'
import { jobContext } from '../fixtures/job-context.ts'
import { migrations } from '../fixtures/migrations.ts'
import type { StudioTables } from '../tables.ts'
import { createFileCheckpoints } from './file-checkpoints.ts'
import { forgetCheckpoints } from './sweep-checkpoints.ts'

const { database } = await testDatabase({ migrations })
const { kysely } = database.withTypes<StudioTables>()
const root = await mkdtemp(join(tmpdir(), 'holdfast-steps-'))
afterAll(() => rm(root, { recursive: true, force: true }))
const files = filesBelow(root)

const aWorker = () => createFileCheckpoints({ files })
type Worker = ReturnType<typeof aWorker>

let hashes = 0
const aHash = () => (hashes += 1).toString(16).padStart(64, '0')

/** An attempt of an organisation, and how often it has made something. */
async function anAttempt(worker: Worker, organisationId = newId(), signal = never()) {
  const folder = await mkdtemp(join(root, 'attempt-'))
  const ctx = jobContext(database, { organisationId, correlationId: 'test' })
  const checkpoints = worker({ ctx, folder, signal })
  const made: string[] = []
  return {
    ctx,
    made,
    once(hash: string, { content = 'made', wait = async () => {} } = {}) {
      const path = join(folder, hash)
      const make = async () => {
        made.push(hash)
        await wait()
        await writeFile(path, content)
        return { content }
      }
      return checkpoints.once({ name: 'normalise', hash, path, make })
    },
    read: (hash: string) => readFile(join(folder, hash), 'utf8'),
  }
}

function never(): AbortSignal {
  return new AbortController().signal
}

function rowOf(hash: string) {
  return kysely.selectFrom('studio.checkpoint').where('hash', '=', hash).selectAll().execute()
}

function looseFiles() {
  return kysely.selectFrom('studio.loose_file').select(['key', 'due_at']).execute()
}

describe('a step', () => {
  test('is made once, and the next attempt gets its file and what is known of it', async () => {
    const worker = aWorker()
    const hash = aHash()
    const first = await anAttempt(worker)
    await first.once(hash, { content: 'a piece' })
    const next = await anAttempt(worker, first.ctx.organisationId)
    expect((await next.once(hash)).facts).toEqual({ content: 'a piece' })
    expect([next.made, await next.read(hash)]).toEqual([[], 'a piece'])
    expect(await looseFiles()).toEqual([])
  })

  test('that eight attempts of a process want at once is made once', async () => {
    const worker = aWorker()
    const hash = aHash()
    const organisationId = newId()
    const attempts = await Promise.all(
      Array.from({ length: 8 }, () => anAttempt(worker, organisationId)),
    )
    await Promise.all(attempts.map((attempt) => attempt.once(hash)))
    expect(attempts.flatMap(({ made }) => made)).toHaveLength(1)
    for (const attempt of attempts) expect(await attempt.read(hash)).toBe('made')
  })

  test('of two workers at once is kept once, and the other file goes', async () => {
    const hash = aHash()
    const organisationId = newId()
    const both = Promise.withResolvers<void>()
    const one = await anAttempt(aWorker(), organisationId)
    const other = await anAttempt(aWorker(), organisationId)
    const making = [one, other].map((attempt) => attempt.once(hash, { wait: () => both.promise }))
    await expect.poll(() => one.made.length + other.made.length, { timeout: 15_000 }).toBe(2)
    both.resolve()
    await Promise.all(making)
    expect(await rowOf(hash)).toHaveLength(1)
    const loose = await looseFiles()
    expect(loose).toHaveLength(1)
    expect(loose[0]?.due_at.getTime()).toBeLessThanOrEqual(Date.now())
    await kysely.deleteFrom('studio.loose_file').execute()
  })

  test.each([
    [
      'damaged',
      (key: string) => files.put(Buffer.from('rot'), { key, maxBytes: 9, contentType: 'a/b' }),
    ],
    ['gone', (key: string) => files.remove(key)],
  ])('whose file is %s is made anew', async (_, spoil) => {
    const worker = aWorker()
    const hash = aHash()
    const first = await anAttempt(worker)
    await first.once(hash)
    await spoil((await rowOf(hash))[0]?.key ?? '')
    const next = await anAttempt(worker, first.ctx.organisationId)
    await next.once(hash)
    expect([next.made, await next.read(hash)]).toEqual([[hash], 'made'])
    const third = await anAttempt(worker, first.ctx.organisationId)
    await third.once(hash)
    expect([third.made, await third.read(hash)]).toEqual([[], 'made'])
    await kysely.deleteFrom('studio.loose_file').execute()
  })

  test('of one organisation is none of another', async () => {
    const worker = aWorker()
    const hash = aHash()
    await (await anAttempt(worker)).once(hash)
    const stranger = await anAttempt(worker)
    await stranger.once(hash)
    expect(stranger.made).toEqual([hash])
  })

  test('that failed is made by whoever waited for it', async () => {
    const worker = aWorker()
    const hash = aHash()
    const organisationId = newId()
    const failing = await anAttempt(worker, organisationId)
    const waiting = await anAttempt(worker, organisationId)
    const failed = failing.once(hash, { wait: () => Promise.reject(new Error('no')) })
    const made = waiting.once(hash)
    await expect(failed).rejects.toThrow('no')
    await made
    expect(waiting.made).toEqual([hash])
  })

  test('is not waited for by an attempt that is cancelled', async () => {
    const worker = aWorker()
    const hash = aHash()
    const organisationId = newId()
    const end = Promise.withResolvers<void>()
    const slow = (await anAttempt(worker, organisationId)).once(hash, { wait: () => end.promise })
    const cancel = new AbortController()
    const waiting = (await anAttempt(worker, organisationId, cancel.signal)).once(hash)
    cancel.abort(new Error('cancelled'))
    await expect(waiting).rejects.toThrow('cancelled')
    const late = await anAttempt(worker, organisationId, cancel.signal)
    await expect(late.once(hash)).rejects.toThrow('cancelled')
    end.resolve()
    await slow
  })
})

test('what is unused for long, and what is too much, is forgotten; its files go an hour later', async () => {
  await kysely.deleteFrom('studio.checkpoint').execute()
  const attempt = await anAttempt(aWorker())
  const [old, seldom, often] = [aHash(), aHash(), aHash()] as const
  for (const hash of [old, seldom, often]) await attempt.once(hash, { content: '0123456789' })
  const usedAgo = (hash: string, ms: number) =>
    kysely
      .updateTable('studio.checkpoint')
      .set({ used_at: new Date(Date.now() - ms) })
      .where('hash', '=', hash)
      .execute()
  await usedAgo(old, 100_000)
  await usedAgo(seldom, 50_000)
  await forgetCheckpoints(attempt.ctx, { bytes: 1_000, unusedMs: 70_000 })
  expect((await kysely.selectFrom('studio.checkpoint').select('hash').execute()).length).toBe(2)
  await forgetCheckpoints(attempt.ctx, { bytes: 19, unusedMs: 70_000 })
  const left = await kysely.selectFrom('studio.checkpoint').select('hash').execute()
  expect(left.map(({ hash }) => hash)).toEqual([often])
  const loose = await looseFiles()
  expect(loose).toHaveLength(2)
  for (const { due_at } of loose) expect(due_at.getTime()).toBeGreaterThan(Date.now() + 1_800_000)
})
