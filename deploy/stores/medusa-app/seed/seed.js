// Run by `node run/medusa.js exec seed/seed.js`: makes what a new shop needs and prints one line that
// begins with `seeded ` and goes on as JSON. Repeated, it changes nothing.
import flows from '@medusajs/core-flows'
import utils from '@medusajs/framework/utils'
import { createAdmin } from './admin.js'
import { fillShelves } from './products.js'
import { settings } from '../run/settings.js'
import { openShop } from './shop.js'

export default async function seed({ container }) {
  const { storeName, adminEmail, adminPassword } = settings().seed
  const query = container.resolve(utils.ContainerRegistrationKeys.QUERY)
  const run = async (workflow, input) => (await flows[workflow](container).run({ input })).result
  const kit = { container, query, run }

  const shop = await openShop(kit, storeName)
  const products = await fillShelves(kit, shop)
  await createAdmin(kit, { email: adminEmail, password: adminPassword })
  const { publishableKey, regionId } = shop
  process.stdout.write(`seeded ${JSON.stringify({ publishableKey, regionId, products })}\n`)
}
