import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { identifyProcess, isRunning, type ProcessIdentity } from '@holdfast/kernel/postgres'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import { openLogFile } from '../src/process/log-file.ts'
import { givenSettings } from './fixtures/given-shop.ts'

const settings = await givenSettings()
const { logFile = '' } = settings
const main = resolve(import.meta.dirname, '../src/main.ts')

/** A parent with an open shop below it. */
async function givenParent(): Promise<{ parent: ChildProcess; shop: ProcessIdentity }> {
  await rm(logFile, { force: true })
  const fixture = resolve(import.meta.dirname, 'fixtures/parent.fixture.ts')
  const parent = spawn(process.execPath, [fixture], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [first] = (await once(parent.stdout ?? parent, 'data')) as [Buffer]
  const shop = await identifyProcess(Number(/shop (\d+)/.exec(first.toString())?.[1]))
  onTestFinished(async () => {
    if (await isRunning(shop)) process.kill(shop.pid, 'SIGKILL')
  })
  parent.stdin?.write(`${JSON.stringify(settings)}\n`)
  await eventually(
    async () => expect(await readFile(logFile, 'utf8')).toContain('The shop is open'),
    { withinMs: 30_000 },
  )
  return { parent, shop }
}

const ends = (shop: ProcessIdentity) =>
  eventually(async () => expect(await isRunning(shop)).toBe(false), { withinMs: 30_000 })

test('a shop ends when its parent is killed, and when its parent ends', async () => {
  const killed = await givenParent()
  killed.parent.kill('SIGKILL')
  await ends(killed.shop)
  const ended = await givenParent()
  ended.parent.stdin?.write('end\n')
  await ends(ended.shop)
  expect(await readFile(logFile, 'utf8')).toContain('shutdown ended')
})

test('SIGTERM drains and ends well', async () => {
  const { shop } = await givenParent()
  process.kill(shop.pid, 'SIGTERM')
  await ends(shop)
  const log = await readFile(logFile, 'utf8')
  expect(log).toContain('"reason":"SIGTERM"')
  expect(log).toMatch(/"code":0.*shutdown ended/)
})

test('settings that can not be used end the shop with their names and without their values', async () => {
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'ignore', 'pipe'] })
  child.stdin.write(`${JSON.stringify({ ...settings, port: 'x', signingKey: 'short-one' })}\n`)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(code).toBe(1)
  expect(said).toContain('port, signingKey')
  expect(said).not.toContain('short-one')
})

test('a log that is full begins anew and keeps one older file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-shop-log-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'shop.log')
  const file = openLogFile(path, 1_000)
  for (let line = 0; line < 500; line += 1) file.write(`line ${line} ${'.'.repeat(40)}\n`)
  const sizes = await Promise.all([path, `${path}.1`].map(async (one) => (await stat(one)).size))
  expect(Math.max(...sizes)).toBeLessThan(1_100)
  expect(await readFile(path, 'utf8')).toContain('line 499')
})
