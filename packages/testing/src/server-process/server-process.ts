import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { collectLines, type Lines } from './lines.ts'
import { release, ward } from './warden.ts'

export interface ServerProcessOptions {
  /** The program and its arguments. A bare `node` means the Node that runs the test. */
  readonly command: readonly [string, ...string[]]
  readonly cwd?: string
  /** Added to the test's own environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** When it counts as ready: a line of its output that matches, or a URL that answers 2xx. */
  readonly ready?: RegExp | { readonly url: string }
  /** How long it may take to become ready; 20,000 ms unless told. */
  readonly readyWithinMs?: number
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A real process that a test started. It and its children never outlive the test. */
export interface ServerProcess {
  readonly pid: number
  readonly stdout: Lines
  readonly stderr: Lines
  /** The line that said it was ready, when it was a line. */
  readonly readyLine: string | undefined
  /** Resolves when the process has ended. */
  readonly exited: Promise<Exit>
  /** Sends a signal to the process alone, as an orchestrator does. */
  signal(name: NodeJS.Signals): void
  /** SIGKILL for the process alone, and waits for its end; its children live on as orphans. */
  kill(): Promise<Exit>
  /** Ends the process with all its children. Safe to call twice. */
  stop(): Promise<Exit>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a process in a group of its own and resolves when it is ready. When it ends before, or
 * takes too long, it is ended and the error shows the last lines of its output.
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const [program, ...args] = options.command
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  if (child.pid !== undefined) ward(child.pid)
  const stdout = collectLines(child.stdout)
  const stderr = collectLines(child.stderr)
  const exited = exitOf(child)
  try {
    const readyLine = await readiness(options, { stdout, stderr, exited })
    return serverProcess(child, { stdout, stderr, exited, readyLine })
  } catch (error) {
    endGroup(child)
    const output = [...stdout.all(), ...stderr.all()].slice(-20).join('\n')
    throw new Error(`${options.command.join(' ')} did not become ready\n${output}`, {
      cause: error,
    })
  }
}

interface Outputs {
  readonly stdout: Lines
  readonly stderr: Lines
  readonly exited: Promise<Exit>
}

function serverProcess(
  child: ChildProcess,
  outputs: Outputs & { readonly readyLine: string | undefined },
): ServerProcess {
  const self: ServerProcess = {
    ...outputs,
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    kill() {
      child.kill('SIGKILL')
      return outputs.exited
    },
    stop() {
      endGroup(child)
      return outputs.exited
    },
    [Symbol.asyncDispose]: async () => void (await self.stop()),
  }
  return self
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    // `exit`, not `close`: a child that lives on may hold the output open.
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

/** Ends what is left of the group, also after its first process is gone. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
  release(child.pid)
}

async function readiness(
  { ready, readyWithinMs = 20_000 }: ServerProcessOptions,
  { stdout, stderr, exited }: Outputs,
): Promise<string | undefined> {
  const ended = exited.then(({ code, signal }) => {
    throw new Error(`it ended with ${signal ?? `exit code ${code}`}`)
  })
  // Whoever reads `exited` later handles its failure; an early end is reported by the race.
  ended.catch(() => undefined)
  if (!ready) return undefined
  const stop = new AbortController()
  try {
    if (!(ready instanceof RegExp)) {
      await Promise.race([answers(ready.url, readyWithinMs, stop.signal), ended])
      return undefined
    }
    const patience = { withinMs: readyWithinMs, signal: stop.signal }
    const line = [stdout.waitFor(ready, patience), stderr.waitFor(ready, patience)]
    return await Promise.race([Promise.any(line), ended])
  } finally {
    stop.abort()
  }
}

async function answers(url: string, withinMs: number, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = performance.now() + withinMs
  while (!signal.aborted) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    if (performance.now() > giveUpAtMs) throw new Error(`${url} did not answer in ${withinMs} ms`)
    await pause(25)
  }
}
