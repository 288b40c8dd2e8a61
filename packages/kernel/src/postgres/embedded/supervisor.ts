import { setTimeout as pause } from 'node:timers/promises'
import { backoffMs } from '../database/backoff.ts'
import type { ClusterOptions } from './cluster.ts'
import { relaunchPostmaster, type Postmaster } from './postmaster.ts'
import { pidExists } from './process-identity.ts'

export interface SupervisorLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
}

/** Watches over one server and starts it again whenever it ends, until told to stop. */
export interface Supervisor {
  /** The server that runs, or the one that ran last. */
  current(): Postmaster
  /** Resolves when nothing is watched or being started any more; the server is left as it is. */
  stop(): Promise<void>
}

const lookEveryMs = 100

/**
 * Starts the server again, at the same port and on the same data, when its process has ended:
 * killed, crashed or stopped by somebody else. It looks at the process ten times a second, since
 * an adopted server is nobody's child. A start that fails is tried again for ever, with backoff
 * and a warning each time. A server that hangs is not touched: it may be a slow disk.
 */
export function superviseServer(
  cluster: ClusterOptions,
  first: Postmaster,
  log: SupervisorLog,
): Supervisor {
  const stopping = new AbortController()
  let current = first

  async function watch(): Promise<void> {
    while (await waited(lookEveryMs, stopping.signal)) {
      if (!pidExists(current.pid)) await startAgain()
    }
  }

  async function startAgain(): Promise<void> {
    const endedAtMs = performance.now()
    log.warn({ pid: current.pid }, 'PostgreSQL has ended and is started again')
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      try {
        current = await relaunchPostmaster(current.port, cluster)
        const downMs = Math.round(performance.now() - endedAtMs)
        return log.info({ pid: current.pid, attempt, downMs }, 'PostgreSQL is back')
      } catch (error) {
        log.warn({ err: error, attempt }, 'PostgreSQL could not be started again')
        await waited(backoffMs(attempt), stopping.signal)
      }
    }
  }

  const watching = watch()
  return {
    current: () => current,
    async stop() {
      stopping.abort()
      await watching
    },
  }
}

/** False when it was told to stop before the time was up. Keeps no process alive. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
  return !signal.aborted
}
