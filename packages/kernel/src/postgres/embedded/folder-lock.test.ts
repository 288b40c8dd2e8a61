import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LockedDataFolder, lockFolder } from './folder-lock.ts'
import { identifyProcess } from './process-identity.ts'

const root = await mkdtemp(join(tmpdir(), 'holdfast-lock-'))
afterAll(() => rm(root, { recursive: true, force: true }))

const newFolder = () => mkdtemp(join(root, 'folder-'))

const ended = { pid: process.pid, startedAt: 'before this process' }

async function folderLockedBy(owner: object): Promise<string> {
  const folder = await newFolder()
  await (await lockFolder(folder)).release()
  await writeFile(join(folder, 'locks', '1'), JSON.stringify(owner))
  return folder
}

test('a second owner is refused in one line with the pid of the first', async () => {
  const folder = await newFolder()
  await lockFolder(folder)
  const second = lockFolder(folder)
  await expect(second).rejects.toThrow(LockedDataFolder)
  await expect(second).rejects.toThrow(
    `${folder} is in use by process ${process.pid}: stop that process, or choose another data folder`,
  )
})

test('a released folder can be taken again, any number of times', async () => {
  const folder = await newFolder()
  for (let round = 0; round < 3; round++) await (await lockFolder(folder)).release()
  await lockFolder(folder)
  expect(await readdir(join(folder, 'locks'))).toHaveLength(1)
})

test('the lock of a process that is gone counts for nothing', async () => {
  await lockFolder(await folderLockedBy({ pid: 2 ** 22 + 1, startedAt: 'long ago' }))
})

test('a lock whose pid now belongs to another process counts for nothing', async () => {
  await lockFolder(await folderLockedBy(ended))
})

test('where the start of a process is unknown, its pid alone keeps the lock', async () => {
  const folder = await folderLockedBy({ pid: process.pid })
  await expect(lockFolder(folder)).rejects.toThrow(LockedDataFolder)
})

test('a half-written lock counts for nothing', async () => {
  const folder = await folderLockedBy({})
  await writeFile(join(folder, 'locks', '1'), '{"pid":')
  await lockFolder(folder)
})

/** How many of many starters at once believe that the folder of a dead owner is theirs now. */
async function countWinners(take: (folder: string) => Promise<unknown>): Promise<number> {
  const folder = await folderLockedBy(ended)
  const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => take(folder)))
  return attempts.filter(({ status }) => status === 'fulfilled').length
}

test('of thirty starters that find a dead owner exactly one takes over', async () => {
  for (let round = 0; round < 10; round++) expect(await countWinners(lockFolder)).toBe(1)
})

async function lookThenWrite(folder: string): Promise<void> {
  const path = join(folder, 'locks', '1')
  if ((await readFile(path, 'utf8')) !== JSON.stringify(ended)) throw new Error('taken')
  await writeFile(path, JSON.stringify(await identifyProcess(process.pid)))
}

test('the same race finds several winners when a lock is looked at and then written', async () => {
  expect(await countWinners(lookThenWrite)).toBeGreaterThan(1)
})
