import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, statSync, truncateSync } from 'node:fs'
import { open, readFile, readdir } from 'node:fs/promises'
import { join, resolve as resolvePath } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identifyProcess, isRunning, type ProcessIdentity } from '@holdfast/kernel/postgres'
import { DriverError } from '../../driver/driver-error.ts'

export interface ShopLaunch {
  readonly storeId: string
  /** The file that Node runs. */
  readonly main: string
  readonly args?: readonly string[]
  /** Where it runs; where this process does unless told. */
  readonly cwd?: string
  /** All that it finds in its environment besides `PATH` and `TZ`. */
  readonly env?: Readonly<Record<string, string>>
  /** What goes to the shop's standard input. It holds secrets. */
  readonly settings: object
  readonly heapMegabytes: number
  /** For what the shop prints before its log is open, and at a crash. */
  readonly outputFile: string
}

/** The processes of shops on this machine: those of this process, and those of others. */
export interface ShopProcesses {
  /** Starts a shop, which ends when this process does. */
  launch(launch: ShopLaunch): Promise<ProcessIdentity>
  /** Looked for among all processes where the system shows them, whoever started them. */
  find(storeId: string): Promise<readonly ProcessIdentity[]>
  /** Every store that has a process here. */
  list(): Promise<readonly string[]>
  /** Asks them to end, then ends them, also those that are frozen. */
  stop(processes: readonly ProcessIdentity[], graceMs?: number): Promise<void>
  /** Tells of each shop that this process has started and that ends. Undoes it. */
  onEnd(listener: (storeId: string) => void): () => void
  /** Ends what this process has started. */
  close(): Promise<void>
}

const mark = '--store='

/**
 * @param sign a part of `main` by which shops of this kind are told from other processes
 * @param folder where this installation keeps its shops: those of another one on the same machine
 *   are not seen
 */
export function createShopProcesses(sign: string, folder: string): ShopProcesses {
  const place = createHash('sha256').update(resolvePath(folder)).digest('hex').slice(0, 12)
  const own = new Set<ChildProcess>()
  const listeners = new Set<(storeId: string) => void>()

  async function launch(asked: ShopLaunch): Promise<ProcessIdentity> {
    const [command, ...args] = commandOf(asked, place)
    const output = await open(keptSmall(asked.outputFile), 'a', 0o600)
    try {
      const child = spawn(command, args, {
        // Not of our group: Ctrl-C at a terminal is ours to hear, and shops drain after us.
        detached: true,
        stdio: ['pipe', output.fd, output.fd],
        env: { PATH: '/usr/bin:/bin', TZ: 'UTC', ...asked.env },
        ...(asked.cwd === undefined ? {} : { cwd: asked.cwd }),
      })
      await spawned(child)
      own.add(child)
      child.once('exit', () => {
        own.delete(child)
        for (const listener of listeners) listener(asked.storeId)
      })
      // The input stays open: its end tells the shop that we are gone.
      child.stdin?.on('error', () => undefined)
      child.stdin?.write(`${JSON.stringify(asked.settings)}\n`)
      child.unref()
      return await identifyProcess(child.pid ?? 0)
    } finally {
      await output.close()
    }
  }

  return {
    launch,
    stop: stopAll,
    onEnd(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async find(storeId) {
      const found = await scan(sign, place)
      return found.filter((one) => one.storeId === storeId).map(({ identity }) => identity)
    },
    async list() {
      return [...new Set((await scan(sign, place)).map(({ storeId }) => storeId))]
    },
    async close() {
      const pids = [...own].flatMap(({ pid }) => pid ?? [])
      await stopAll(await Promise.all(pids.map(identifyProcess)))
    },
  }
}

function commandOf(asked: ShopLaunch, place: string): readonly [string, ...string[]] {
  const { heapMegabytes, storeId, main, args = [] } = asked
  const limits = toolPath('prlimit')
  const bound = toolPath('setpriv')
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, main] as const
  const data = (heapMegabytes * 2 + 1_024) * 1_048_576
  return [
    // What the shop can not miss even when it hangs: the end of who started it.
    ...(bound ? ([bound, '--pdeathsig', 'KILL', '--'] as const) : []),
    ...(limits ? ([limits, '--core=0', '--nofile=1024', `--data=${data}`, '--'] as const) : []),
    ...node,
    // For whoever looks for it among all processes; a store's id is no secret.
    `${mark}${storeId}@${place}`,
    ...args,
  ] as [string, ...string[]]
}

function toolPath(name: string): string | undefined {
  const places = ['/usr/bin', '/bin', '/usr/local/bin']
  return places.map((place) => join(place, name)).find((path) => existsSync(path))
}

const mostOutputBytes = 262_144

function keptSmall(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > mostOutputBytes) truncateSync(path)
  return path
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) => {
      const failure = { class: 'transient', code: 'shopNotStarted', cause } as const
      reject(new DriverError('The shop could not be started on this machine.', failure))
    })
  })
}

interface Found {
  readonly storeId: string
  readonly identity: ProcessIdentity
}

/** By what stands in their arguments. Nothing on systems that show none. */
async function scan(sign: string, place: string): Promise<readonly Found[]> {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map((pid) => storeOfProcess(pid, sign, place)))
  return found.filter((one) => one !== undefined)
}

async function storeOfProcess(
  pid: number,
  sign: string,
  place: string,
): Promise<Found | undefined> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const last = line.split('\0').findLast((part) => part.startsWith(mark))
  if (last === undefined || !line.includes(sign)) return undefined
  const [storeId = '', of] = last.slice(mark.length).split('@')
  if (of !== place) return undefined
  const identity = await identifyProcess(pid)
  return (await isRunning(identity)) ? { storeId, identity } : undefined
}

async function stopAll(processes: readonly ProcessIdentity[], graceMs = 6_000): Promise<void> {
  await Promise.all(processes.map((one) => stopOne(one, graceMs)))
}

async function stopOne(identity: ProcessIdentity, graceMs: number): Promise<void> {
  if (await hasEnded(identity, { afterSignal: 'SIGTERM', withinMs: graceMs })) return
  if (await hasEnded(identity, { afterSignal: 'SIGKILL', withinMs: 5_000 })) return
  const failure = { class: 'transient', code: 'shopDoesNotEnd' } as const
  throw new DriverError(`The shop's process ${identity.pid} does not end.`, failure)
}

async function hasEnded(
  identity: ProcessIdentity,
  { afterSignal, withinMs }: { afterSignal: NodeJS.Signals; withinMs: number },
): Promise<boolean> {
  // Looked at right before: the pid may be somebody else's by now.
  if (!(await isRunning(identity))) return true
  signalProcess(identity.pid, afterSignal)
  // A stopped process hears nothing else until it goes on.
  signalProcess(identity.pid, 'SIGCONT')
  const giveUpAtMs = performance.now() + withinMs
  while (performance.now() < giveUpAtMs) {
    if (!(await isRunning(identity))) return true
    await pause(20)
  }
  return false
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended in between.
  }
}
