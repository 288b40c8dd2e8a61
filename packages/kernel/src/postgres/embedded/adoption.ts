import { realpath } from 'node:fs/promises'
import pg from 'pg'
import type { ClusterOptions } from './cluster.ts'
import { roleNames } from './data-folder.ts'
import type { EmbeddedLog } from './embedded-server.ts'
import { readPostmaster, type Postmaster } from './postmaster.ts'
import { identifyProcess, isRunning, pidExists } from './process-identity.ts'

/**
 * Looks for a server that a killed process left running on this data: answers it when it takes
 * our password, stops it when it does not, so that a new one can be started.
 */
export async function adoptOrStop(
  cluster: ClusterOptions,
  log: EmbeddedLog,
): Promise<Postmaster | undefined> {
  const left = await readPostmaster(cluster.folder.data)
  if (!left || !pidExists(left.pid)) return undefined
  const refusal = await tryServer(left, cluster)
  if (refusal === undefined) return left
  log.warn({ pid: left.pid, reason: refusal }, 'PostgreSQL was left unusable and is replaced')
  await stopPostmaster(left.pid, cluster.folder.data)
  return undefined
}

const answerWithinMs = 3_000

/** Why the server can not be used; undefined when it can. */
async function tryServer(left: Postmaster, cluster: ClusterOptions): Promise<string | undefined> {
  const client = new pg.Client({
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
    const answer = await client.query("select current_setting('data_directory') as folder")
    const folder = await realpath(String(answer.rows[0]?.folder))
    return folder === (await realpath(cluster.folder.data)) ? undefined : 'other data'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    void client.end().catch(() => undefined)
  }
}

const stages = [
  // Fast shutdown: open transactions are rolled back, everything is written out.
  { signal: 'SIGINT', waitMs: 15_000 },
  // Immediate: the next start recovers from the log.
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const

/** Ends the server that owns `data`, more roughly at each stage. Data that was committed stays. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  const current = await readPostmaster(data)
  if (current?.pid !== pid) return
  const server = await identifyProcess(pid)
  for (const { signal, waitMs } of stages) {
    if (!(await isRunning(server))) return
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

async function hasEnded(
  server: Awaited<ReturnType<typeof identifyProcess>>,
  waitMs: number,
): Promise<boolean> {
  const deadlineAtMs = performance.now() + waitMs
  while (performance.now() < deadlineAtMs) {
    if (!(await isRunning(server))) return true
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return false
}
