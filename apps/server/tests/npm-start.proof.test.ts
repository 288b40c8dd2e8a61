import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '@holdfast/kernel/postgres'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { becomeOperator, listBookings } from './harness/operator.ts'
import { printedToken } from './harness/owner.ts'
import { root } from './harness/start-holdfast.ts'

let dataFolder = ''
let port = 0

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-start-'))
  // The embedded server runs as another account when we are root, and must be able to enter.
  await promisify(execFile)('chmod', ['755', dataFolder])
  port = await freePort()
})

afterAll(async () => {
  const silent = { info: () => undefined, warn: () => undefined }
  const left = await startEmbeddedPostgres({ folder: join(dataFolder, 'postgres'), log: silent })
  await left.stop()
  await rm(dataFolder, { recursive: true, force: true })
})

function environment() {
  return {
    HOLDFAST_PROOFS: undefined,
    NODE_ENV: undefined,
    HOLDFAST_DATA_DIR: dataFolder,
    PORT: String(port),
    RATE_LIMIT_FACTOR: '1000',
  }
}

function npmStart(): Promise<ServerProcess> {
  return startServerProcess({
    command: ['npm', 'start', '--silent'],
    cwd: root,
    env: environment(),
    ready: /Ctrl-C drains and stops/,
    readyWithinMs: 60_000,
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

function outputOf(process: ServerProcess): string {
  return process.stdout.all().join('\n')
}

test('npm start serves; a second one names the owner; kill -9 loses nothing acknowledged', async () => {
  const baseUrl = `http://127.0.0.1:${port}`
  await using first = await npmStart()
  const operator = await becomeOperator({ baseUrl, output: () => outputOf(first) })
  expect((await ask(baseUrl)).text).toContain('<!DOCTYPE html>')
  expect((await ask(`${baseUrl}/health/ready`)).status).toBe(200)

  const second = promisify(execFile)('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, ...environment() },
  })
  const refused = await second.then(
    () => expect.unreachable(),
    (error: { code: number; stderr: string }) => error,
  )
  expect(refused.code).toBe(1)
  expect(refused.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/postgres is in use by process \d+: stop that process, or choose/),
  ])

  // The whole tree of processes, at once, while bookings are being acknowledged.
  const acknowledged: string[] = []
  const slot = await findFreeSlot(baseUrl)
  const guests = Array.from({ length: 4 }, async (_, index) => {
    for (let day = 0; ; day += 1) {
      const date = new Date(Date.parse(slot.date) + (day * 4 + index) * 86_400_000)
      const body = bookingFor({ ...slot, date: date.toISOString().slice(0, 10) })
      const answer = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body }).catch(
        () => undefined,
      )
      if (!answer) return
      if (answer.status === 201) acknowledged.push(String(answer.json['reference']))
    }
  })
  await eventually(() => expect(acknowledged.length).toBeGreaterThan(10), { withinMs: 20_000 })
  const serverPid = Number(/in use by process (\d+)/.exec(refused.stderr)?.[1])
  process.kill(serverPid, 'SIGKILL')
  await Promise.all(guests)
  await first.exited

  await using again = await npmStart()
  expect(outputOf(again)).toContain('"adopted":true')
  expect(await listBookings(baseUrl, operator)).toEqual(expect.arrayContaining(acknowledged))
  // The business has an owner: no link is made for another one.
  expect(printedToken(outputOf(again))).toBeUndefined()

  // npm itself killed outright: the service notices, drains, and lets the data folder go.
  await again.kill()
  await eventually(async () => expect(await isAnswering(baseUrl)).toBe(false), { withinMs: 15_000 })
  const startedAt = performance.now()
  await using last = await npmStart()
  expect(performance.now() - startedAt).toBeLessThan(15_000)
  expect(await listBookings(baseUrl, operator)).toEqual(expect.arrayContaining(acknowledged))

  // Ctrl-C, as a terminal sends it: to npm, the shell and the launcher at once.
  process.kill(-last.pid, 'SIGINT')
  await last.exited
  await last.stdout.waitFor(/"code":0,.*shutdown ended/)
  expect(outputOf(last)).not.toContain('cut short')
}, 120_000)

async function isAnswering(url: string): Promise<boolean> {
  return ask(`${url}/health/live`).then(
    () => true,
    () => false,
  )
}
