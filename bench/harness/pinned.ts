import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpus } from 'node:os'

const canPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0

/** Which processor: servers have the first for themselves, the client the second. */
export type Processor = 0 | 1

/** Runs a file of ours, on one processor where the machine can do that; with an IPC channel. */
export function runPinned(
  processor: Processor,
  file: string,
  args: readonly string[],
): ChildProcess {
  const command = [process.execPath, file, ...args]
  const pinned = canPin ? ['taskset', '-c', String(processor), ...command] : command
  const [program = process.execPath, ...rest] = pinned
  return spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
  })
}
