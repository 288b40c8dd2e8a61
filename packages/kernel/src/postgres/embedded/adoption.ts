import { readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { ClusterOptions } from './cluster.ts'
import { roleNames } from './data-folder.ts'
import { readPostmaster, type Postmaster } from './postmaster.ts'
import { identifyProcess, isRunning, pidExists, type ProcessIdentity } from './process-identity.ts'

export interface AdoptionLog {
  warn(data: object, message: string): void
}

/**
 * Looks for a server that a killed process left running on this data: answers it when it takes
 * our password, stops it when it does not, so that a new one can be started.
 */
export async function adoptOrStop(
  cluster: ClusterOptions,
  log: AdoptionLog,
): Promise<Postmaster | undefined> {
  const { data } = cluster.folder
  const left = await readPostmaster(data)
  if (!left) return undefined
  if (!(await isServerOf(left.pid, data))) {
    // Its pid now belongs to nobody, or to a stranger for whom a new server would hold back.
    await rm(join(data, 'postmaster.pid'), { force: true })
    return undefined
  }
  const refusal = await tryServer(left, cluster)
  if (refusal === undefined) return left
  log.warn({ pid: left.pid, reason: refusal }, 'PostgreSQL was left unusable and is replaced')
  await stopPostmaster(left.pid, data)
  return undefined
}

/** A server works inside its data folder; where that can not be seen, its pid file is believed. */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!pidExists(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data))
  } catch {
    return false
  }
}

const answerWithinMs = 3_000

/** Why the server can not be used; undefined when it can. */
async function tryServer(left: Postmaster, cluster: ClusterOptions): Promise<string | undefined> {
  const client = new Client({
    host: '127.0.0.1',
    port: left.port,
    user: roleNames.superuser,
    password: cluster.passwords.superuser,
    database: 'template1',
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('data_directory') as folder")
    const folder = await realpath(String(rows[0]?.folder))
    return folder === (await realpath(cluster.folder.data)) ? undefined : 'other data'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    client.connection.stream.destroy()
  }
}

const stages = [
  // Fast shutdown: open transactions are rolled back, everything is written out.
  { signal: 'SIGINT', waitMs: 10_000 },
  // Immediate: the next start recovers from the log.
  { signal: 'SIGQUIT', waitMs: 6_000 },
  { signal: 'SIGKILL', waitMs: 4_000 },
] as const

/** Ends the server that owns `data`, more roughly at each stage. Data that was committed stays. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  const current = await readPostmaster(data)
  if (current?.pid !== pid) return
  const server = await identifyProcess(pid)
  for (const { signal, waitMs } of stages) {
    send(pid, signal)
    // A stopped process (SIGSTOP) takes no other signal.
    send(pid, 'SIGCONT')
    if (await hasEnded(server, waitMs)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end`)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended in between.
  }
}

async function hasEnded(server: ProcessIdentity, waitMs: number): Promise<boolean> {
  const deadlineAtMs = performance.now() + waitMs
  while (await isRunning(server)) {
    if (performance.now() > deadlineAtMs) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}
