import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Names one process for ever: a pid alone is reused. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in a form that only equality means something; absent where unknown. */
  readonly startedAt?: string | undefined
}

export async function identifyProcess(pid: number): Promise<ProcessIdentity> {
  return { pid, startedAt: await startOf(pid) }
}

/** Whether that very process still runs. Where starts are unknown, any process of its pid counts. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!pidExists(identity.pid)) return false
  if (identity.startedAt === undefined) return true
  const startedAt = await startOf(identity.pid)
  return startedAt === undefined ? pidExists(identity.pid) : startedAt === identity.startedAt
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return startOnLinux(pid)
  if (process.platform === 'win32') return undefined
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || undefined
  } catch {
    return undefined
  }
}

async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ])
    // The command in parentheses may contain spaces and parentheses itself. After it, state is
    // the first field and starttime (in ticks since boot) the twentieth: proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return 'ended'
    return `${boot.trim()} ${fields[19]}`
  } catch {
    return undefined
  }
}
