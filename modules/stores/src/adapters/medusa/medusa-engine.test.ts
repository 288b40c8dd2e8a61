import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@holdfast/kernel/postgres'
import { afterAll, expect, test } from 'vitest'
import { describeInstallation } from './installation/installation.ts'
import { installedMedusa } from './medusa-engine.ts'

const log = { info() {}, warn() {}, error() {} }
// Nobody listens there: what is offered depends on the disk alone.
const adminUrl = 'postgres://nobody@127.0.0.1:1/nothing'
const platform = createDatabase({ connectionString: adminUrl, applicationName: 'test', log })
const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-medusa-'))
afterAll(async () => {
  await platform.close()
  await rm(dataFolder, { recursive: true, force: true })
})

const addressOf = (slug: string) => ({ url: `http://${slug}.test/`, adminUrl: '' })

test('Medusa is offered where it is installed, with the version that is, and nowhere else', async () => {
  const options = { platform, adminUrl, dataFolder, addressOf, log }
  const { folder, version } = await describeInstallation(dataFolder)
  await mkdir(`${folder}.half.unfinished`, { recursive: true })
  expect(await installedMedusa(options)).toBeUndefined()
  await mkdir(folder)
  const engine = await installedMedusa(options)
  expect(engine).toMatchObject({ name: 'medusa-local', versions: [version] })
  expect([...(engine?.driver.steps ?? [])]).toEqual([
    'allocate',
    'database',
    'migrate',
    'release',
    'wait',
    'seedAdmin',
    'verify',
    'publish',
  ])
  await engine?.driver.close()
})
