import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { expect, onTestFinished, test } from 'vitest'
import { createShopProcesses } from './shop-processes.ts'

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-shops-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('two installations on one machine do not see the shops of each other', async () => {
  const [ours, theirs] = [await givenFolder(), await givenFolder()]
  const main = join(ours, 'lasting-shop.mjs')
  await writeFile(main, 'process.stdin.resume()')
  const shops = createShopProcesses('lasting-shop.mjs', ours)
  onTestFinished(() => shops.close())
  const storeId = newId()
  const launch = { storeId, main, settings: {}, heapMegabytes: 64 }
  const process = await shops.launch({ ...launch, outputFile: join(ours, 'output.log') })
  const others = createShopProcesses('lasting-shop.mjs', theirs)
  expect(await shops.list()).toEqual([storeId])
  expect(await shops.find(storeId)).toEqual([process])
  expect([await others.list(), await others.find(storeId)]).toEqual([[], []])
})
