import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, readdir, readlink, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { systemClock, type Clock } from '@holdfast/kernel/clock'

/** Where one attempt keeps its files. `await using` removes it with all that is in it. */
export interface AttemptFolder extends AsyncDisposable {
  readonly path: string
}

/**
 * Makes a folder below `root` that this user alone may enter; `root` is made as well. Its name says
 * whose it is, so that others sharing the root know when nobody needs it any more.
 */
export async function openAttemptFolder(root: string, name: string): Promise<AttemptFolder> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const label = name.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)
  const owner = [await machineMark(), process.pid, await startOf(process.pid)]
  const path = await mkdtemp(join(root, ['attempt', ...owner, label, ''].join('-')))
  return {
    path,
    // What can not be removed now is swept when this process has ended.
    [Symbol.asyncDispose]: () => remove(path).catch(() => undefined),
  }
}

/**
 * Removes the folders of processes that have ended, also by `kill -9`, and returns how many. Of
 * another machine's processes nothing is known: theirs are removed when nothing was made in them for
 * a day. For the start, and for every so often; of several at once each folder is removed by one or
 * more, which is the same. Whatever else is in `root` is left alone.
 */
export async function sweepAttemptFolders(
  root: string,
  clock: Clock = systemClock,
): Promise<number> {
  const names = await readdir(root).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const mark = await machineMark()
  let removed = 0
  for (const name of names) {
    const owner = readOwner(name)
    if (owner === undefined) continue
    const path = join(root, name)
    const isOver =
      owner.mark === mark ? await hasEnded(owner) : await isOlderThanADay(path, clock.now())
    if (!isOver) continue
    await remove(path)
    removed += 1
  }
  return removed
}

interface Owner {
  readonly mark: string
  readonly pid: number
  readonly startedAt: string
}

const ownerPattern = /^attempt-([0-9a-f]{12})-(\d+)-(\d+)-[A-Za-z0-9]*-[A-Za-z0-9]{6}$/

function readOwner(name: string): Owner | undefined {
  const [, mark, pid, startedAt] = ownerPattern.exec(name) ?? []
  if (mark === undefined || pid === undefined || startedAt === undefined) return undefined
  return { mark, pid: Number(pid), startedAt }
}

/** A pid alone is reused; together with its start it names one process since the machine started. */
async function hasEnded({ pid, startedAt }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM')
  }
  return (await startOf(pid)) !== startedAt
}

/** In ticks since the machine started; 0 where that is unknown, and of what has ended. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The command in parentheses may hold anything. After it state is first, starttime twentieth.
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (state === 'Z' ? undefined : fields[18]) ?? '0'
  } catch {
    return '0'
  }
}

/** Equal for two processes that see the same pids. */
async function machineMark(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(saysNothing)
  const pids = await readlink('/proc/self/ns/pid').catch(saysNothing)
  return createHash('sha256').update(`${hostname()} ${boot} ${pids}`).digest('hex').slice(0, 12)
}

function saysNothing(): string {
  return ''
}

async function isOlderThanADay(path: string, now: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && now.getTime() - found.mtimeMs > 24 * 60 * 60_000
}

/** Tried again while something that is ending still writes into it. */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
