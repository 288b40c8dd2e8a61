import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { keepTail } from './output-tail.ts'

export interface ProgramCall {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** All that the program finds in its environment: nothing of ours is passed on. */
  readonly env: Readonly<Record<string, string>>
  /**
   * Written to its standard input as one line of JSON: the place for secrets. The input then stays
   * open as long as this process lives, so that its end tells the program to end as well. Without
   * it there is no standard input.
   */
  readonly settings?: object
  readonly signal: AbortSignal
  /** Between asking the group to end and ending it. */
  readonly graceMs?: number
}

export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly code: number | null
  /** The last 64 KiB of each. */
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program to its end, without a shell, in a process group of its own. When `signal` aborts,
 * the whole group ends and the abort's reason is thrown once it has. Throws as well when the
 * program cannot be started.
 */
export function runProgram(call: ProgramCall): Promise<ProgramResult> {
  call.signal.throwIfAborted()
  const [program = call.program, ...args] = [...untilWeDie(), call.program, ...call.args]
  const child = spawn(program, args, {
    cwd: call.cwd,
    env: { ...call.env },
    detached: true,
    shell: false,
    stdio: [call.settings === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  const stdout = keepTail()
  const stderr = keepTail()
  child.stdout?.on('data', stdout.add)
  child.stderr?.on('data', stderr.add)
  // Whoever ends before reading it does not care for it.
  child.stdin?.on('error', () => undefined)
  child.stdin?.write(`${JSON.stringify(call.settings)}\n`)
  return new Promise((resolve, reject) => {
    const stopWatching = endGroupOnAbort(child, call)
    child.once('error', (error) => {
      stopWatching()
      reject(error)
    })
    // What it has started and left behind holds its outputs open: that ends with it.
    child.once('exit', () => signalGroup(child.pid, 'SIGKILL'))
    child.once('close', (code) => {
      stopWatching()
      if (call.signal.aborted) reject(call.signal.reason)
      else resolve({ code, stdout: stdout.text(), stderr: stderr.text() })
    })
  })
}

/** Where the system can, a program ends when this process does, however that happens. */
function untilWeDie(): readonly string[] {
  const setpriv = '/usr/bin/setpriv'
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', '--'] : []
}

function endGroupOnAbort(child: ChildProcess, { signal, graceMs = 5_000 }: ProgramCall) {
  let timer: NodeJS.Timeout | undefined
  const end = () => {
    signalGroup(child.pid, 'SIGTERM')
    timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', end, { once: true })
  return () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** To a program and to everything that it has started; nothing when they have ended. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // They ended in between.
  }
}
