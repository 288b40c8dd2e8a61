import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../database/database.ts'
import { startEmbeddedPostgres } from './embedded-server.ts'
import { LockedDataFolder } from './folder-lock.ts'

const silentLog = { info() {}, warn() {}, error() {} }
const folder = await newFolder()
const children: ChildProcess[] = []

afterEach(() => {
  for (const { pid } of children.splice(0)) if (pid) signalOne(-pid, 'SIGKILL')
})
afterAll(async () => {
  await (await start()).stop()
  await rm(folder, { recursive: true, force: true })
})

async function newFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'holdfast-embedded-'))
  await chmod(path, 0o755)
  return path
}

interface Report {
  readonly pid: number
  readonly adopted: boolean
  readonly url: string
  readonly owner: string
  readonly refused?: string
}

/** Another process that starts the server and stays. */
async function startElsewhere(dataFolder = folder) {
  const program = join(import.meta.dirname, 'hold-folder.fixture.ts')
  const child = spawn(process.execPath, [program, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  children.push(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, report: parseReport(String(line)) }
}

// The fixture prints exactly this.
function parseReport(line: string): Report {
  return JSON.parse(line) as Report
}

/** Like a Ctrl-C that nobody handles: it reaches everything in the starter's process group. */
async function killGroup(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  if (child.pid) process.kill(-child.pid, 'SIGKILL')
  await gone
}

const start = () => startEmbeddedPostgres({ folder, log: silentLog })

function connect(connectionString: string, options: Partial<DatabaseOptions> = {}) {
  const base = { applicationName: 'test', log: silentLog, waitTimeoutMs: 1_000 }
  return createDatabase({ ...base, connectTimeoutMs: 1_000, ...options, connectionString })
}

test('of four processes that start on a new folder one gets it, the others are told its pid', async () => {
  const starters = await Promise.all(Array.from({ length: 4 }, () => startElsewhere()))
  const winners = starters.filter(({ report }) => report.refused === undefined)
  expect(winners).toHaveLength(1)
  const losers = starters.filter(({ report }) => report.refused !== undefined)
  for (const { report } of losers) {
    expect(report.refused).toContain(`is in use by process ${winners[0]?.child.pid}:`)
  }
})

test('a server whose starter was killed is adopted, with everything that was committed', async () => {
  const { child, report } = await startElsewhere()
  const owner = connect(report.owner)
  await sql`create table kept (id int primary key)`.execute(owner.kysely)
  await sql`insert into kept values (1)`.execute(owner.kysely)
  await owner.close()
  await expect(start()).rejects.toThrow(LockedDataFolder)
  await killGroup(child)
  const server = await start()
  expect(server).toMatchObject({ adopted: true, pid: report.pid })
  const app = connect(server.connectionString('app'))
  const { rows } = await sql`select id from kept`.execute(app.kysely)
  expect(rows).toEqual([{ id: 1 }])
  await app.close()
  await server.stop()
})

test('a stopped server starts again within a second and keeps its passwords to itself', async () => {
  const startedAtMs = performance.now()
  const server = await start()
  expect(performance.now() - startedAtMs).toBeLessThan(1_000)
  expect(server.adopted).toBe(false)
  expect((await stat(join(folder, 'passwords.json'))).mode & 0o777).toBe(0o600)
  await expect(
    connect(withoutPassword(server.connectionString('app'))).ping(5_000),
  ).rejects.toThrow()
  await server.stop()
  await server.stop()
})

function withoutPassword(url: string): string {
  return url.replace(/:[^:@]+@/, ':wrong@')
}

test('a frozen server that was left behind is replaced and nothing is lost', async () => {
  const { child, report } = await startElsewhere()
  const owner = connect(report.owner)
  await sql`insert into kept values (2)`.execute(owner.kysely)
  await killGroup(child)
  process.kill(report.pid, 'SIGSTOP')
  const server = await start()
  expect(server.adopted).toBe(false)
  expect(server.pid).not.toBe(report.pid)
  const app = connect(server.connectionString('app'))
  const { rows } = await sql`select id from kept order by id`.execute(app.kysely)
  expect(rows).toEqual([{ id: 1 }, { id: 2 }])
  await Promise.all([app.close(), owner.close()])
  await server.stop()
})

/** Sends a signal to the server and all its processes, by their exact pids. */
async function signalServer(pid: number, signal: NodeJS.Signals): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  const all = [String(pid), ...children.trim().split(' ')].map(Number)
  for (const process of all) signalOne(process, signal)
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended with its parent.
  }
}

test('a server that freezes and thaws is used again at once, with no connection leaked', async () => {
  const server = await start()
  const app = connect(server.connectionString('app'), { poolSize: 4, queryTimeoutMs: 300 })
  const ask = () => sql`select 1`.execute(app.kysely)
  await Promise.all(Array.from({ length: 4 }, ask))
  await signalServer(server.pid, 'SIGSTOP')
  const frozen = await Promise.allSettled(Array.from({ length: 8 }, ask))
  expect(new Set(frozen.map(codeOf))).toEqual(new Set(['request.unavailable']))
  await signalServer(server.pid, 'SIGCONT')
  const thawedAtMs = performance.now()
  await Promise.all(Array.from({ length: 8 }, ask))
  expect(performance.now() - thawedAtMs).toBeLessThan(2_000)
  expect(app.stats()).toMatchObject({ waiting: 0 })
  await app.close()
  await server.stop()
})

function codeOf(result: PromiseSettledResult<unknown>): unknown {
  return result.status === 'rejected' ? result.reason.code : 'answered'
}

interface History {
  readonly acknowledged: readonly number[]
  readonly kept: ReadonlySet<number>
}

/** Kills the server amid the commits of eight writers. */
async function writeUntilKilled(prepare: string): Promise<History> {
  const first = await start()
  const owner = connect(first.connectionString('owner'))
  await sql`create table if not exists history (id int primary key)`.execute(owner.kysely)
  await sql`truncate history`.execute(owner.kysely)
  const acknowledged: number[] = []
  let next = 0
  let isKilled = false
  async function write(): Promise<void> {
    while (!isKilled) {
      const id = next++
      await owner.transaction(async (tx) => {
        await sql.raw(prepare).execute(tx.kysely)
        await sql`insert into history values (${id})`.execute(tx.kysely)
      })
      acknowledged.push(id)
      if (acknowledged.length !== 400) continue
      isKilled = true
      await signalServer(first.pid, 'SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 8 }, write))
  await Promise.all([owner.close(), first.stop()])
  const second = await start()
  const again = connect(second.connectionString('owner'))
  const { rows } = await sql<{ id: number }>`select id from history`.execute(again.kysely)
  await again.close()
  await second.stop()
  return { acknowledged, kept: new Set(rows.map(({ id }) => id)) }
}

test('every row that was acknowledged is there after kill -9 of PostgreSQL amid commits', async () => {
  const { acknowledged, kept } = await writeUntilKilled('select 1')
  expect(acknowledged.length).toBeGreaterThanOrEqual(400)
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

test('the same history shows lost rows when commits do not wait for the log', async () => {
  const { acknowledged, kept } = await writeUntilKilled('set local synchronous_commit = off')
  expect(acknowledged.filter((id) => !kept.has(id)).length).toBeGreaterThan(0)
})
