import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './harness/ask.ts'
import { claimOwnership } from './harness/owner.ts'
import { root, type Holdfast } from './harness/start-holdfast.ts'
import { embeddedEnvironment, startOnEmbedded } from './harness/start-on-embedded.ts'

let service: Holdfast

beforeAll(async () => {
  service = await startOnEmbedded()
})

afterAll(() => service[Symbol.asyncDispose]())

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function command(words: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const program = 'apps/server/src/cli/main.ts'
  try {
    const done = await promisify(execFile)(process.execPath, [program, ...words.split(' ')], {
      cwd: root,
      env: { ...process.env, ...embeddedEnvironment(service.dataFolder), ...env },
      timeout: 30_000,
    })
    return { code: 0, ...done }
  } catch (error) {
    // `execFile` rejects with the streams and the exit code on the error.
    return error as Ended
  }
}

test.each([
  ['migrate status', /^applied .*kernel\/0001-events\.sql$/m],
  ['migrate plan', /^-- nothing to do$/m],
  ['migrate up', /^nothing to do$/m],
  ['audit-trail seal', /^sealed \d+ events$/m],
  ['audit-trail verify', /^\d+ seals, 0 findings$/m],
  ['dead-letters list', /^\d+ dead letters$/m],
  ['owner-link', /^http:\/\/localhost:\d+\/console\/owner#token=[\w-]{43}$/m],
])('%s works beside the running service, which keeps its database', async (words, said) => {
  const ended = await command(words)
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect(ended.stdout).toMatch(said)
  expect((await ask(`${service.baseUrl}/api/v1/stations`)).status).toBe(200)
})

test('owner-link: each ends the one before and that of the start; the last one makes an owner, once', async () => {
  const printed = service.output()
  const baseUrl = /Site +(http:\S+)/.exec(printed)?.[1] ?? ''
  const outputs = [printed, (await command('owner-link')).stdout]
  outputs.push((await command('owner-link')).stdout)
  const claims = outputs.map((text) => () => claimOwnership({ baseUrl, output: () => text }))
  const [first, second, last] = claims
  await expect(first?.()).rejects.toThrow('identity.linkUsed')
  await expect(second?.()).rejects.toThrow('identity.linkUsed')
  expect(await last?.()).toMatchObject({ cookie: expect.stringContaining('holdfast_session=') })
  await expect(last?.()).rejects.toThrow('identity.linkUsed')
})

test('owner-link says until when its link works, as people write a time', async () => {
  const { stdout } = await command('owner-link')
  expect(stdout).toMatch(
    /^Whoever opens it becomes an owner, once, until \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC\.$/m,
  )
})

test.each(['owner-link', 'audit-trail verify'])(
  '%s where no service has run makes nothing, and says where it looked and what to do',
  async (words) => {
    const empty = await mkdtemp(join(tmpdir(), 'holdfast-empty-'))
    const ended = await command(words, { HOLDFAST_DATA_DIR: join(empty, 'data') })
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr.trim().split('\n')).toEqual([
      expect.stringContaining(
        `There is no database in ${join(empty, 'data')}. Set HOLDFAST_DATA_DIR`,
      ),
    ])
    expect(await readdir(empty)).toEqual([])
    await rm(empty, { recursive: true })
  },
)

test('owner-link on a database without tables says what makes them', async () => {
  const { appUrl, ownerUrl } = await testDatabase({ migrations: [] })
  const env = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }
  expect(await command('owner-link', env)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^The database has no tables yet: npm run migrate -- up/),
  })
})

test.each(['migrate down bookings', 'migrate redo bookings'])(
  '%s is refused while the service works with these tables, in one line that names it',
  async (words) => {
    const ended = await command(words)
    expect(ended).toMatchObject({
      code: 1,
      stdout: `Process ${service.process.pid} works with what this would take back: stop it first.\n`,
    })
    expect((await command('migrate status')).stdout).not.toContain('pending')
  },
)

test.each([
  ['migrate', 'usage: npm run migrate -- up | down MODULE [STEPS] | redo MODULE | status | plan\n'],
  ['migrate up bookings', expect.stringMatching(/^usage: npm run migrate/)],
  ['audit-trail mend', 'usage: npm run audit-trail -- seal | verify\n'],
  ['docs now', 'usage: npm run docs\n'],
  ['restore-shop pier-9 dump', 'usage: npm run restore-shop -- STORE_ID DUMP\n'],
  ['owner-link again', 'usage: npm run owner-link\n'],
  ['constructor', expect.stringMatching(/migrate[^]*audit-trail[^]*docs/)],
])('%s is told its usage before anything is read or opened', async (words, usage) => {
  const untouched = await mkdtemp(join(tmpdir(), 'holdfast-untouched-'))
  const ended = await command(words, { HOLDFAST_DATA_DIR: untouched, REQUEST_DEADLINE: 'wrong' })
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: usage })
  expect(await readdir(untouched)).toEqual([])
  await rm(untouched, { recursive: true })
})
