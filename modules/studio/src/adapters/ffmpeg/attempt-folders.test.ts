import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAttemptFolder, sweepAttemptFolders } from './attempt-folders.ts'

let root = ''

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'holdfast-attempts-')), 'root')
})

afterEach(() => rm(join(root, '..'), { recursive: true, force: true }))

test('a folder is for one user and one attempt, and gone when the attempt ends badly', async () => {
  const failure = attempt(async (path) => {
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    await mkdir(join(path, 'deep'))
    await writeFile(join(path, 'deep', 'file'), 'x')
    throw new Error('bad end')
  })
  await expect(failure).rejects.toThrow('bad end')
  expect(await readdir(root)).toEqual([])
})

test('two attempts of one name have two folders, and no name leads out of the root', async () => {
  await using one = await openAttemptFolder(root, '../../etc/x y')
  await using two = await openAttemptFolder(root, '../../etc/x y')
  expect((await readdir(root)).sort()).toEqual([one, two].map(({ path }) => basename(path)).sort())
})

test('what a killed process left is removed, what living ones use and what is not ours stays', async () => {
  await using mine = await openAttemptFolder(root, 'mine')
  await mkdir(join(root, 'somebody-elses'))
  await leaveFolderBehind()
  expect(await readdir(root)).toHaveLength(3)

  expect(await sweepAttemptFolders(root)).toBe(1)
  expect((await readdir(root)).sort()).toEqual([basename(mine.path), 'somebody-elses'])
})

test('a pid that another process got since does not keep a folder', async () => {
  const mine = await openAttemptFolder(root, 'old')
  const [, mark, pid] = basename(mine.path).split('-')
  await rename(mine.path, join(root, `attempt-${mark}-${pid}-1-old-abcdef`))
  expect(await sweepAttemptFolders(root)).toBe(1)
})

test('of another machine it is removed once nothing was made in it for a day', async () => {
  const other = join(root, 'attempt-0123456789ab-1-1-x-abcdef')
  await mkdir(other, { recursive: true })
  expect(await sweepAttemptFolders(root)).toBe(0)
  const before = new Date(Date.now() - 25 * 60 * 60_000)
  await utimes(other, before, before)
  expect(await sweepAttemptFolders(root)).toBe(1)
})

test('a root that is not there yet has nothing to sweep', async () => {
  expect(await sweepAttemptFolders(root)).toBe(0)
})

async function attempt(work: (path: string) => Promise<void>): Promise<void> {
  await using folder = await openAttemptFolder(root, 'a1')
  await work(folder.path)
}

/** A process of its own opens a folder and is killed. */
async function leaveFolderBehind(): Promise<void> {
  const source = new URL('attempt-folders.ts', import.meta.url).href
  const script = `const { openAttemptFolder } = await import('${source}')
    await openAttemptFolder(process.argv[1], 'left')
    console.log('open')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, root])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
}
