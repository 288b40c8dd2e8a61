import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startContestant } from '../harness/contestant.ts'
import { pathOf, type ContestantName } from './contestants.ts'
import { allowedOrigin, booking } from './contestants/serve.ts'

const limitPerMinute = 20

/**
 * Throws unless the contestant really has on what the comparison says: protective headers, CORS
 * for one origin only, preflights, one access-log line a request, and a limit that holds.
 */
export async function assertProtected(name: ContestantName): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'))
  const logFile = join(folder, 'access.log')
  const contestant = await startContestant(pathOf(name), { limitPerMinute, logFile })
  try {
    const address = `http://127.0.0.1:${contestant.port}/bookings/42`
    await assertHeaders(address)
    await assertCors(address)
    await assertLimited(address)
    await assertLogged(logFile)
  } catch (error) {
    throw new Error(`${name} is not protected as the comparison says`, { cause: error })
  } finally {
    await contestant.stop()
    await rm(folder, { recursive: true })
  }
}

async function assertHeaders(address: string): Promise<void> {
  const answer = await fetch(address, { headers: { origin: allowedOrigin } })
  assert.equal(answer.status, 200)
  assert.deepEqual(await answer.json(), booking)
  for (const header of [
    'strict-transport-security',
    'content-security-policy',
    'x-content-type-options',
    'x-frame-options',
    'referrer-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
  ]) {
    assert.ok(answer.headers.get(header), `${header} is missing`)
  }
  assert.equal(answer.headers.get('access-control-allow-origin'), allowedOrigin)
  assert.equal(answer.headers.get('access-control-allow-credentials'), 'true')
  assert.match(answer.headers.get('vary') ?? '', /origin/i)
}

async function assertCors(address: string): Promise<void> {
  const asked = { 'access-control-request-method': 'POST' }
  const preflight = await fetch(address, {
    method: 'OPTIONS',
    headers: { origin: allowedOrigin, ...asked },
  })
  assert.equal(preflight.status, 204)
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/)
  const stranger = await fetch(address, { headers: { origin: 'https://evil.example' } })
  await stranger.text()
  assert.notEqual(stranger.headers.get('access-control-allow-origin'), 'https://evil.example')
  assert.notEqual(stranger.headers.get('access-control-allow-origin'), '*')
}

async function assertLimited(address: string): Promise<void> {
  let passed = 0
  for (;;) {
    const answer = await fetch(address)
    await answer.text()
    if (answer.status === 429) {
      assert.ok(answer.headers.get('retry-after'), '429 without Retry-After')
      return
    }
    assert.equal(answer.status, 200)
    passed += 1
    assert.ok(passed <= limitPerMinute, 'the limit did not hold')
  }
}

async function assertLogged(logFile: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const lines = (await readFile(logFile, 'utf8')).split('\n')
    if (lines.filter(isRequest).length >= limitPerMinute / 2) return
    await pause(100)
  }
  assert.fail('the access log does not name the requests')
}

function isRequest(line: string): boolean {
  return line.includes('/bookings/42') && line.includes('200')
}
