import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadOrCreateMasterKey } from './master-key-file.ts'
import { createVault } from './vault.ts'

const run = promisify(execFile)
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'master-key-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the first start makes a key that only its owner can read, later starts find it', async () => {
  const inside = join(folder, 'data')
  const first = await loadOrCreateMasterKey(inside)
  const second = await loadOrCreateMasterKey(inside)
  expect([first.created, second.created]).toEqual([true, false])
  expect(second.keys).toEqual(first.keys)
  expect((await stat(first.path)).mode & 0o777).toBe(0o600)
  expect(await readdir(inside)).toEqual(['master.key'])
  expect(() => createVault(first.keys)).not.toThrow()
})

test('the warning says where the key is, not what it is', async () => {
  const { warning, path } = await loadOrCreateMasterKey(folder)
  expect(warning).toContain(path)
  expect(warning).not.toContain((await readFile(path, 'utf8')).trim())
})

test('twenty starts at once in one process get one key', async () => {
  const loaded = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateMasterKey(folder)))
  expect(new Set(loaded.map(({ keys }) => keys.current.id)).size).toBe(1)
  expect(loaded.filter(({ created }) => created)).toHaveLength(1)
  expect(await readdir(folder)).toEqual(['master.key'])
})

test('four processes that start at once get one key', async () => {
  const file = new URL('./master-key-file.ts', import.meta.url).href
  const script = `
    const { loadOrCreateMasterKey } = await import(${JSON.stringify(file)})
    const { keys } = await loadOrCreateMasterKey(${JSON.stringify(folder)})
    process.stdout.write(keys.current.id)`
  const starts = Array.from({ length: 4 }, () =>
    run(process.execPath, ['--input-type=module', '--eval', script]),
  )
  const ids = (await Promise.all(starts)).map(({ stdout }) => stdout)
  expect(ids[0]).toMatch(/^[0-9a-f]{16}$/)
  expect(new Set(ids).size).toBe(1)
})

test('a file that holds no key is named and left as it is', async () => {
  const path = join(folder, 'master.key')
  await writeFile(path, 'not a key')
  await expect(loadOrCreateMasterKey(folder)).rejects.toThrow(path)
  await expect(loadOrCreateMasterKey(folder)).rejects.not.toThrow('not a key')
  expect(await readFile(path, 'utf8')).toBe('not a key')
})

test('a key that others could read is closed again', async () => {
  const { path } = await loadOrCreateMasterKey(folder)
  await chmod(path, 0o644)
  await loadOrCreateMasterKey(folder)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})
