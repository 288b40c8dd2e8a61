import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assertCanEnter } from './system-user.ts'

const root = await mkdtemp(join(tmpdir(), 'holdfast-user-'))
afterAll(() => rm(root, { recursive: true, force: true }))

const stranger = { name: 'stranger', uid: 4_242_424, gid: 4_242_424 }
const folder = join(root, 'home', 'project')
await mkdir(folder, { recursive: true })

test('a closed parent is named in one line with its remedy', async () => {
  await chmod(root, 0o755)
  await chmod(join(root, 'home'), 0o700)
  expect(() => assertCanEnter(stranger, folder)).toThrow(
    `The embedded PostgreSQL runs as "stranger", who can not enter ${join(root, 'home')}: ` +
      `run "chmod o+x ${join(root, 'home')}", or use a folder outside it`,
  )
})

test('the remedy is enough', async () => {
  await chmod(join(root, 'home'), 0o701)
  expect(() => assertCanEnter(stranger, folder)).not.toThrow()
})

test('nothing is asked when the server runs as ourselves', async () => {
  await chmod(join(root, 'home'), 0o700)
  expect(() => assertCanEnter(undefined, folder)).not.toThrow()
})
