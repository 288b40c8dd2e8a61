import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { LeaseLost } from '@holdfast/kernel/lease'
import { tailOf } from './tail.ts'

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  /** All of its environment: nothing of ours is handed on. */
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Between asking it to end and ending it; 5 s unless told. */
  readonly graceMs?: number
}

export interface Ran {
  /** Null when a signal has ended it. */
  readonly code: number | null
  readonly stdout: string
  /** The last 64 KiB. */
  readonly stderr: string
}

const keptBytes = 64 * 1024
const answerBytes = 32 * 1024 * 1024

/**
 * Runs a program without a shell, in a process group of its own, which ends with the signal: TERM
 * to all of it, KILL after the grace; KILL at once when the store is another's, as helm undoes its work
 * when it is asked to end. Where `setpriv` is present the program also ends when this process dies.
 * Rejects with the signal's reason, or when there is no such program.
 */
export async function runProgram(program: Program): Promise<Ran> {
  const { signal, graceMs = 5_000 } = program
  signal.throwIfAborted()
  const child = start(program)
  const stdout = tailOf(child.stdout, answerBytes)
  const stderr = tailOf(child.stderr, keptBytes)
  const stop = () => endGroup(child, signal.reason instanceof LeaseLost ? 0 : graceMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const code = await exitOf(child)
    signal.throwIfAborted()
    return { code, stdout: stdout(), stderr: stderr() }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function start({ command, args, env }: Program): ChildProcess {
  const [file = command, ...rest] = [...untilWeDie(), command, ...args]
  return spawn(file, rest, {
    env,
    cwd: '/',
    shell: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** KILL and not TERM: a helm that is asked to end first undoes what it did, and nobody guards that. */
function untilWeDie(): readonly string[] {
  const setpriv = '/usr/bin/setpriv'
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', '--'] : []
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done, refuse) => {
    child.once('error', refuse)
    // What it has started may hold its outputs open: that ends with it.
    child.once('exit', () => signalGroup(child, 'SIGKILL'))
    child.once('close', done)
  })
}

function endGroup(child: ChildProcess, graceMs: number): void {
  signalGroup(child, graceMs === 0 ? 'SIGKILL' : 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  child.once('close', () => clearTimeout(timer))
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended already.
  }
}
