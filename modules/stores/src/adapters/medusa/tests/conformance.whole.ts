import type { Shop } from '../../../driver/driver.ts'
import { describeDriver } from '../../../fixtures/driver-conformance.ts'
import { hostileNames } from '../../../fixtures/hostile-names.ts'
import { buySomething, listOrders } from '../fixtures/buy-something.ts'
import { givenMedusa } from '../fixtures/given-medusa.ts'
import { signIn } from '../medusa-api.ts'

describeDriver('medusa', async () => {
  const { driver, another, installation, folders, prepare } = await givenMedusa()
  const processOf = async ({ id }: Shop) => {
    const record = await folders.read(id)
    if (!record) throw new Error('it was never released')
    return record
  }
  const ordersOf = async (shop: Shop) => {
    const { port } = await processOf(shop)
    const { adminEmail: email, adminPassword: password } = shop.secrets
    const at = { port, signal: new AbortController().signal }
    return listOrders(port, await signIn(at, { email, password }))
  }
  return {
    driver,
    another,
    versions: [installation.version],
    prepare,
    halfMadeAfter: ['database', 'migrate'],
    hostileNames: hostileNames.slice(0, 3),
    stepWithinMs: 300_000,
    async shownName(shop) {
      const { port } = await processOf(shop)
      const page = await (await fetch(`http://127.0.0.1:${port}/`)).text()
      return textOf(/<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? '')
    },
    async remember(shop) {
      const { port } = await processOf(shop)
      const publishableKey = String(shop.outputs.seedAdmin?.['publishableKey'])
      const order = await buySomething({ port, publishableKey }, 'oak-board')
      return async () =>
        (await ordersOf(shop)).some(({ display_id: id }) => id === order.display_id)
    },
    endsWithMaker: true,
    async kill(shop) {
      process.kill((await processOf(shop)).pid, 'SIGKILL')
    },
  }
})

/** As a browser reads it. */
function textOf(markup: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return markup.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
