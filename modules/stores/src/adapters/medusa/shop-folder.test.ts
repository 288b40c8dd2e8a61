import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fillShopFolder, installationOf, keepUploads } from './shop-folder.ts'

const root = await mkdtemp(join(tmpdir(), 'holdfast-medusa-'))
afterAll(() => rm(root, { recursive: true, force: true }))

test('a shop’s folder has its own uploads and shares the packages, and moves with an upgrade', async () => {
  const old = join(root, '2.21.2-aaaaaaaa')
  const next = join(root, '2.22.0-bbbbbbbb')
  for (const folder of [old, next]) await mkdir(join(folder, 'node_modules'), { recursive: true })
  const shop = join(root, 'shop')
  expect(await installationOf(shop)).toBeUndefined()
  await fillShopFolder(shop, { version: '2.21.2', folder: old })
  await writeFile(join(shop, 'static/photo.jpg'), 'a photo')
  await fillShopFolder(shop, { version: '2.22.0', folder: next })
  expect(await installationOf(shop)).toBe('2.22.0-bbbbbbbb')
  expect(await readFile(join(shop, 'static/photo.jpg'), 'utf8')).toBe('a photo')
  expect(existsSync(join(shop, 'run/medusa.js'))).toBe(true)
})

test('what people uploaded is kept when the folder goes; the packages are not touched', async () => {
  const installation = { version: '2.21.2', folder: join(root, 'installed') }
  await mkdir(join(installation.folder, 'node_modules'), { recursive: true })
  await writeFile(join(installation.folder, 'node_modules/shared'), 'of all shops')
  const shop = join(root, 'closing')
  const kept = join(root, 'kept')
  await fillShopFolder(shop, installation)
  await keepUploads(shop, kept)
  expect(existsSync(kept)).toBe(false)
  await writeFile(join(shop, 'static/photo.jpg'), 'a photo')
  await keepUploads(shop, kept)
  await rm(shop, { recursive: true })
  await keepUploads(shop, kept)
  expect(await readFile(join(kept, 'static/photo.jpg'), 'utf8')).toBe('a photo')
  expect(existsSync(join(installation.folder, 'node_modules/shared'))).toBe(true)
})
