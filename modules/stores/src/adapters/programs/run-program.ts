import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { LeaseLost } from '@holdfast/kernel/lease'
import { tailOf } from './tail-of.ts'

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
  /** Between asking the group to end and ending it; 5 s unless told. */
  readonly graceMs?: number
  /** How much of what it prints is kept; 64 KiB unless told. */
  readonly keptBytes?: number
}

export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  /** The last 64 KiB. */
  readonly stderr: string
}

const usualBytes = 64 * 1024

/**
 * Runs a program to its end, without a shell, in a process group of its own. When `signal` aborts,
 * the whole group ends and the abort's reason is thrown once it has: TERM, then KILL after the grace;
 * KILL at once when the store is another's, as some programs undo their work when they are asked to
 * end. Throws as well when the program cannot be started.
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
  const stdout = tailOf(child.stdout, call.keptBytes ?? usualBytes)
  const stderr = tailOf(child.stderr, usualBytes)
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
      else resolve({ code, stdout: stdout(), stderr: stderr() })
    })
  })
}

/**
 * Where the system can, a program ends when this process does, however that happens. KILL and not
 * TERM: what is asked to end may first undo what it did, and nobody guards that.
 */
function untilWeDie(): readonly string[] {
  const setpriv = '/usr/bin/setpriv'
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', '--'] : []
}

function endGroupOnAbort(child: ChildProcess, { signal, graceMs = 5_000 }: ProgramCall) {
  let timer: NodeJS.Timeout | undefined
  const end = () => {
    if (signal.reason instanceof LeaseLost) return signalGroup(child.pid, 'SIGKILL')
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
