import { readFile, readdir } from 'node:fs/promises'
import { eventually } from '@holdfast/testing/eventually'
import { testDatabase, testServer } from '@holdfast/testing/database'
import { afterAll, expect, test } from 'vitest'
import { ask, connectionsOf, tally, type Json } from './harness/ask.ts'
import { claimOwnership } from './harness/owner.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

const { appUrl, ownerUrl } = await testDatabase()
const { superuser } = await testServer()
const env = { STORES_DATABASE_URL: `${superuser}postgres` }
const holdfast = await startHoldfast({ appUrl, ownerUrl, env })
afterAll(() => holdfast[Symbol.asyncDispose]())
const owner = await claimOwnership(holdfast)
const stores = `${holdfast.baseUrl}/api/v1/stores`

function wish(key: string, body: object, agent = connectionsOf(1)) {
  const headers = { ...owner, 'idempotency-key': `0199f0aa-5d1c-7c1e-8d3f-${key}` }
  return ask(stores, { method: 'POST', headers, body, agent })
}

async function listOf(url: string): Promise<readonly Json[]> {
  const { json } = await ask(url, { headers: owner })
  return Object.values<Json>(json['items'] ?? {})
}

async function phaseOf(id: string): Promise<string> {
  return String((await ask(`${stores}/${id}`, { headers: owner })).json['phase'])
}

test('50 equal wishes at once: one store, equal answers, and another body is refused', async () => {
  const agent = connectionsOf(50)
  const key = '000000000050'
  const body = { name: 'Pier 9 Provisions', engine: 'shop' }
  const answers = await Promise.all(Array.from({ length: 50 }, () => wish(key, body, agent)))
  agent.destroy()
  expect(tally(answers.map(({ status }) => status))).toEqual({ 202: 50 })
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  const id = String(answers[0]?.json['store']?.['id'])
  expect((await listOf(stores)).map((store) => store['id'])).toEqual([id])
  const refused = await wish(key, { ...body, name: 'Pier 10' })
  expect([refused.status, refused.json['code']]).toEqual([422, 'idempotency.mismatch'])
  await eventually(async () => expect(await phaseOf(id)).toBe('ready'), { withinMs: 60_000 })
  // Long afterwards the same wish is still the same store.
  expect((await wish(key, body)).json['store']?.['id']).toBe(id)
  expect(await processesOf(id)).toHaveLength(1)
}, 90_000)

test('a shop whose process is killed is back within 15 s, and its timeline says so', async () => {
  const [store] = await listOf(stores)
  const id = String(store?.['id'])
  const [pid] = await processesOf(id)
  // Signalled, 0 would be everybody of this process's own group.
  if (pid === undefined) throw new Error('the shop has no process')
  const killedAtMs = performance.now()
  process.kill(pid, 'SIGKILL')
  await eventually(
    async () => {
      const [now] = await processesOf(id)
      expect(now).not.toBe(pid)
      expect(now).toEqual(expect.any(Number))
      expect(await phaseOf(id)).toBe('ready')
    },
    { withinMs: 60_000 },
  )
  expect(performance.now() - killedAtMs).toBeLessThan(15_000)
  const phases = (await listOf(`${stores}/${id}/events?limit=100`)).flatMap((event) =>
    String(event['data']?.['phase'] ?? event['data']?.['to'] ?? ''),
  )
  expect(phases.filter(Boolean).slice(-2)).toEqual(['degraded', 'ready'])
}, 90_000)

/** Who runs for a store on this machine, by what stands in the arguments. */
async function processesOf(id: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  )
  return lines.filter(({ line }) => line.includes(`--store=${id}`)).map(({ pid }) => pid)
}
