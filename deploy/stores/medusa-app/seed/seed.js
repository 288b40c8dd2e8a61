// Run by `medusa exec seed/seed.js`: reads one JSON object from standard input (a password has
// no place among arguments), makes what a new shop needs, and prints one line that begins with
// `seeded ` and goes on as JSON. Repeated, it changes nothing.
import { json } from 'node:stream/consumers'
import flows from '@medusajs/core-flows'
import utils from '@medusajs/framework/utils'
import { createAdmin } from './admin.js'
import { fillShelves } from './products.js'
import { openShop } from './shop.js'

export default async function seed({ container }) {
  const { storeName, adminEmail, adminPassword } = await json(process.stdin)
  const query = container.resolve(utils.ContainerRegistrationKeys.QUERY)
  const run = async (workflow, input) => (await flows[workflow](container).run({ input })).result
  const kit = { container, query, run }

  const shop = await openShop(kit, storeName)
  const products = await fillShelves(kit, shop)
  await createAdmin(kit, { email: adminEmail, password: adminPassword })
  const { publishableKey, regionId } = shop
  process.stdout.write(`seeded ${JSON.stringify({ publishableKey, regionId, products })}\n`)
}
