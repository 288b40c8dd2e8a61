import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import type { Shop } from '../../driver/driver.ts'
import { describeDriver } from '../../fixtures/driver-conformance.ts'
import { hostileNames } from '../../fixtures/hostile-names.ts'
import { migrations } from '../../fixtures/migrations.ts'
import { givenDriver } from './fixtures/given-driver.ts'
import { buy, visit } from './fixtures/visitor.ts'
import { createShopFolders } from '../local/shop-record.ts'

const { database } = await testDatabase({ migrations })

describeDriver('embedded', async () => {
  const { driver, another, dataFolder, prepare } = await givenDriver(database)
  const folders = createShopFolders(`${dataFolder}/stores`)
  const recordOf = async ({ id }: Shop) => {
    const record = await folders.read(id)
    if (!record) throw new Error('it was never released')
    return record
  }
  const visitorOf = async (shop: Shop) => visit(`http://127.0.0.1:${(await recordOf(shop)).port}`)
  return {
    driver,
    another: another(),
    versions: ['1.0.0'],
    prepare,
    halfMadeAfter: [...driver.steps].slice(0, proofSize({ reduced: 2, full: 8 })),
    hostileNames: hostileNames.slice(0, proofSize({ reduced: 2, full: hostileNames.length })),
    async shownName(shop) {
      const { page } = await (await visitorOf(shop)).get('/')
      return textOf(/<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? '')
    },
    async remember(shop) {
      const path = await buy(await visitorOf(shop), 'enamel-mug')
      return async () => (await (await visitorOf(shop)).get(path)).page.includes('Enamel mug')
    },
    endsWithMaker: true,
    async kill(shop) {
      process.kill((await recordOf(shop)).pid, 'SIGKILL')
    },
  }
})

/** As a browser reads it. */
function textOf(markup: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return markup.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
