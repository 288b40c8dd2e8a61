import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { startRedisServer } from '@holdfast/testing/redis'
import { Client } from 'pg'
import { expect, test } from 'vitest'

const { appUrl, ownerUrl } = await testDatabase()
const owner = new Client({ connectionString: ownerUrl })
await owner.connect()
await owner.query('create table truth (value int); insert into truth values (0)')
await owner.query('grant select, update on truth to holdfast_app')
await owner.end()

/** Another process with a cache over the row `truth`. */
async function startProcess(redisUrl?: string) {
  const file = new URL('process.fixture.ts', import.meta.url).pathname
  const args = [file, appUrl, ...(redisUrl ? [redisUrl] : [])]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const waiting = new Map<number, (value: number) => void>()
  lines.on('line', (line) => {
    const [number, value] = line.split(' ').map(Number)
    waiting.get(number ?? 0)?.(value ?? -1)
  })
  let number = 0
  function call(line: string): Promise<number> {
    child.stdin.write(`${line}\n`)
    return new Promise((resolve) => waiting.set(++number, resolve))
  }
  return {
    get: (loadTakesMs = 0) => call(`get ${loadTakesMs}`),
    write: () => call('write'),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}

test('a slow load in one process never hides what another has committed', async () => {
  await using redis = await startRedisServer()
  await using one = await startProcess(redis.url)
  await using two = await startProcess(redis.url)
  for (let round = 0; round < proofSize({ reduced: 10, full: 60 }); round++) {
    const slow = one.get(150)
    const written = await two.write()
    const after = await Promise.all([one.get(), two.get(), one.get(20)])
    expect(Math.min(...after)).toBeGreaterThanOrEqual(written)
    await slow
    expect(await one.get()).toBe(written)
    expect(await two.get()).toBe(written)
  }
}, 60_000)

test('in any mixture of reads and writes, who asks after a commit sees it', async () => {
  await using redis = await startRedisServer()
  await using one = await startProcess(redis.url)
  await using two = await startProcess(redis.url)
  let committed = 0
  async function reader(seed: number): Promise<void> {
    for (let nth = 0; nth < proofSize({ reduced: 150, full: 2_000 }); nth++) {
      const atLeast = committed
      const value = await (nth % 2 ? one : two).get((nth * seed) % 7)
      expect(value).toBeGreaterThanOrEqual(atLeast)
    }
  }
  async function writer(): Promise<void> {
    for (let nth = 0; nth < proofSize({ reduced: 40, full: 500 }); nth++) {
      committed = Math.max(committed, await (nth % 2 ? two : one).write())
    }
  }
  await Promise.all([reader(1), reader(3), reader(5), reader(11), writer(), writer()])
}, 120_000)

test('without Redis the other process hears of it through PostgreSQL', async () => {
  await using one = await startProcess()
  await using two = await startProcess()
  // More than once: the first connection alone makes a process forget what it kept.
  for (let round = 0; round < 3; round++) {
    await two.get()
    const written = await one.write()
    expect(await one.get()).toBe(written)
    await eventually(async () => expect(await two.get()).toBe(written))
  }
})
