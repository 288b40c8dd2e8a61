import { spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { identityOf, serverEnvironment, type ClusterOptions } from './cluster.ts'
import { pidExists } from './process-identity.ts'

/** A running server process, as its own pid file describes it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  log_min_messages: 'warning',
  client_connection_check_interval: '2s',
  password_encryption: 'scram-sha-256',
}

const throwAwaySettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '500',
  shared_buffers: '64MB',
}

const pollMs = 10
const retryMs = 100

/**
 * Starts the server in a session of its own, so that a Ctrl-C at our terminal does not reach it,
 * and waits until it takes connections. Throws with the end of its log.
 */
export async function launchPostmaster(options: ClusterOptions): Promise<Postmaster> {
  const deadlineAtMs = performance.now() + 60_000
  for (;;) {
    const port = await findFreePort()
    const started = await launchAt(port, options, deadlineAtMs)
    if (typeof started === 'object') return started
    if (performance.now() > deadlineAtMs) throw new Error(`PostgreSQL did not start: ${started}`)
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/**
 * Starts the server at the port that it had, once: its address has been given away. Throws with
 * the end of its log, also when somebody else has the port now.
 */
export async function relaunchPostmaster(
  port: number,
  options: ClusterOptions,
): Promise<Postmaster> {
  const started = await launchAt(port, options, performance.now() + 60_000)
  if (typeof started === 'object') return started
  throw new Error(`PostgreSQL did not start: ${started}`)
}

async function launchAt(
  port: number,
  options: ClusterOptions,
  deadlineAtMs: number,
): Promise<Postmaster | string> {
  const logOffset = rotateLog(options.folder.log)
  const pid = await spawnServer(port, options)
  while (performance.now() < deadlineAtMs) {
    const seen = await readPostmaster(options.folder.data)
    if (seen?.pid === pid && seen.ready) return seen
    if (!pidExists(pid)) return explainFailure(options.folder.log, logOffset)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  process.kill(pid, 'SIGQUIT')
  throw new Error(`PostgreSQL did not get ready in time: see ${options.folder.log}`)
}

// Somebody took the port in between; or the server was killed and its last processes still end.
const passingFailures = ['could not bind', 'pre-existing shared memory block']

/** The end of the log when another attempt may work; throws it otherwise. */
async function explainFailure(log: string, offset: number): Promise<string> {
  const said = (await readFile(log)).subarray(offset).toString().trim().slice(-2000)
  if (passingFailures.some((text) => said.includes(text))) return said
  throw new Error(`PostgreSQL did not start: ${said}`)
}

async function spawnServer(port: number, options: ClusterOptions): Promise<number> {
  const { binaries, folder, user, durable } = options
  const all = { ...settings, ...(durable ? {} : throwAwaySettings), port: String(port) }
  const log = openSync(folder.log, 'a', 0o600)
  try {
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        folder.data,
        ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      { ...identityOf(user), detached: true, stdio: ['ignore', log, log], env: serverEnvironment },
    )
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    if (child.pid === undefined) throw new Error('PostgreSQL has no pid')
    return child.pid
  } finally {
    closeSync(log)
  }
}

const maxLogBytes = 10_000_000

/** Keeps one older log. Answers where the new lines begin. */
function rotateLog(log: string): number {
  const sizeBytes = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (sizeBytes < maxLogBytes) return sizeBytes
  renameSync(log, `${log}.1`)
  return 0
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** What `postmaster.pid` says, also when that process is long gone. Undefined without the file. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
    const [pid, , , port] = lines
    return { pid: Number(pid), port: Number(port), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}
