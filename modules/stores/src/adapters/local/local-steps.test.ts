import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning } from '@holdfast/kernel/postgres'
import { expect, onTestFinished, test } from 'vitest'
import { callOf, newShop } from '../../fixtures/conformance/driver-under-test.ts'
import { openDatabaseServer } from './database-server.ts'
import { createLocalDriver } from './local-driver.ts'
import { localSteps } from './local-steps.ts'
import { createShopProcesses } from './shop-processes.ts'
import { createShopFolders } from './shop-record.ts'

const log = { info() {}, warn() {}, error() {} }

/** A driver whose shops start and never answer. */
async function aDriverOfHangingShops() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-shops-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
  const main = join(dataFolder, 'hanging-shop.mjs')
  await writeFile(main, 'process.stdin.resume()')
  const folders = createShopFolders(join(dataFolder, 'stores'))
  const parts = {
    log,
    folders,
    // Nobody asks it: these shops have no database.
    server: openDatabaseServer('postgres://nobody@127.0.0.1:1/none', log),
    ports: {
      take: async () => 1,
      find: async () => 1,
      giveBack: async () => undefined,
      list: async () => [],
    },
    processes: createShopProcesses('hanging-shop.mjs', dataFolder),
    kind: {
      startWithinMs: 100,
      askHealth: async () => undefined,
      launchOf: async () => ({ main, settings: {}, heapMegabytes: 64 }),
    },
    dumpOf: (storeId: string) => join(dataFolder, storeId),
    addressOf: (slug: string) => ({ url: slug, adminUrl: slug }),
  }
  const driver = createLocalDriver(parts, { steps: localSteps })
  onTestFinished(() => driver.close())
  return { driver, folders }
}

test('a shop that hangs at its start is ended and said so, and the next attempt starts another', async () => {
  const { driver, folders } = await aDriverOfHangingShops()
  const shop = await newShop({ driver, versions: ['1.0.0'] })
  await driver.apply('release', shop, callOf())
  const pids: number[] = []
  for (const _attempt of [1, 2]) {
    await expect(driver.apply('wait', shop, callOf())).rejects.toMatchObject({
      message: 'The shop runs, but did not answer within 0.1 s.',
      failure: { class: 'timeout', code: 'shopHangs' },
    })
    const started = await folders.read(shop.id)
    if (!started) throw new Error('it was never released')
    expect(await isRunning(started)).toBe(false)
    pids.push(started.pid)
  }
  expect(new Set(pids).size).toBe(2)
})
