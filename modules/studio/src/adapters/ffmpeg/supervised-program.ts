import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { Ending } from '../../media/explain-ending.ts'

export interface SupervisedCall {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly limits: ProgramLimits
  /** From 0 to 19: how far it stands behind other programs for the processor. */
  readonly niceness: number
  readonly onOutput: (text: string) => void
}

/** What the system itself holds a program to. A stricter limit that is there already stays. */
export interface ProgramLimits {
  readonly memoryBytes: number
  /** Of processor time, all threads together. */
  readonly cpuSeconds: number
  /** Of each file that it writes. */
  readonly fileBytes: number
}

export interface SupervisedProgram {
  /** Resolves when nothing of the program is left. Rejects when it can not be started. */
  readonly ended: Promise<Ending>
  /** Asks the whole group to end. */
  terminate(): void
  /** Ends the whole group. */
  kill(): void
}

/**
 * Stands between us and the program, in the group of both. Its third file is a line on which we
 * never say anything: when it ends we are gone, however that happened, and so is then the group.
 * It stays until the program has ended, so that each process is waited for by the one that started
 * it: under a process 1 that waits for nobody nothing piles up. TERM is for the program alone.
 *
 * Constant text; what varies are its arguments. Nothing but POSIX: dash and busybox read it alike.
 */
const supervisor = `
ulimit -c 0
ulimit -f "$1" 2>/dev/null
ulimit -S -t "$2" 2>/dev/null; ulimit -H -t "$3" 2>/dev/null
ulimit -d "$4" 2>/dev/null
niceness=$5
shift 5
trap '' TERM
( read -r line <&3; kill -KILL 0 ) </dev/null >/dev/null 2>&1 & watch=$!
told=
trap 'told=1' TERM
nice -n "$niceness" "$@" </dev/null 3<&- & program=$!
wait "$program"; code=$?
while [ -n "$told" ]; do told=; wait "$program"; code=$?; done
kill -KILL "$watch"; wait "$watch" 2>/dev/null
exit "$code"
`

const keptBytes = 16 * 1024

/** Whoever holds an output open after all were ended is waited for no longer than this. */
const closingMs = 5_000

/**
 * Starts a program in a process group of its own, without a shell that reads anything of it, with an
 * empty environment, no input, and limits. It ends with this process.
 */
export function startSupervised(call: SupervisedCall): SupervisedProgram {
  const { memoryBytes, cpuSeconds, fileBytes } = call.limits
  const blocks = Math.ceil(fileBytes / 512)
  const limits = [blocks, cpuSeconds, cpuSeconds + 5, Math.ceil(memoryBytes / 1024)].map(String)
  const head = ['-c', supervisor, 'supervisor', ...limits, String(call.niceness)]
  const child = spawn('/bin/sh', [...head, call.program, ...call.args], {
    cwd: call.cwd,
    env: { PATH: '/usr/bin:/bin', HOME: call.cwd, TMPDIR: call.cwd, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      // They ended in between.
    }
  }
  const said = keepTail(child.stderr, keptBytes)
  child.stdout?.setEncoding('utf8').on('data', call.onOutput)
  const line = child.stdio[3]
  line?.on('error', () => undefined)
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      // What the program has started and left behind ends with it.
      signalGroup('SIGKILL')
      const closing = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, closingMs)
      line?.destroy()
      child.once('close', () => {
        clearTimeout(closing)
        resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], said: said() })
      })
    })
  })
  return {
    ended,
    terminate: () => signalGroup('SIGTERM'),
    kill: () => signalGroup('SIGKILL'),
  }
}

function keepTail(stream: Readable | null, bytes: number): () => string {
  let kept = Buffer.alloc(0)
  stream?.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk])
    if (kept.length > 2 * bytes) kept = kept.subarray(-bytes)
  })
  return () => kept.subarray(-bytes).toString('utf8')
}
