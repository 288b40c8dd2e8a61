import { catalogue } from './catalogue.js'
import { findOrCreate } from './find-or-create.js'

const pieces = 250

/** The catalogue in the sales channel, with stock. Answers how many products there are. */
export async function fillShelves(kit, shop) {
  for (const item of catalogue) await findOrCreate(kit.query, productOf(kit, shop, item))
  await fillStock(kit, shop.locationId)
  const { data } = await kit.query.graph({ entity: 'product', fields: ['id'] })
  return data.length
}

function productOf({ run }, { salesChannelId, profileId }, item) {
  const { handle, title, description, sku, price } = item
  return {
    entity: 'product',
    filters: { handle },
    create: () =>
      run('createProductsWorkflow', {
        products: [
          {
            handle,
            title,
            description,
            status: 'published',
            shipping_profile_id: profileId,
            sales_channels: [{ id: salesChannelId }],
            options: [{ title: 'Kind', values: ['Standard'] }],
            variants: [
              {
                title: 'Standard',
                sku,
                options: { Kind: 'Standard' },
                prices: [{ amount: price, currency_code: 'eur' }],
              },
            ],
          },
        ],
      }),
  }
}

async function fillStock({ query, run }, locationId) {
  const fields = ['id', 'location_levels.location_id']
  const { data: items } = await query.graph({ entity: 'inventory_item', fields })
  const empty = items.filter(
    ({ location_levels: levels }) => !levels?.some((level) => level.location_id === locationId),
  )
  if (empty.length === 0) return
  await run('createInventoryLevelsWorkflow', {
    inventory_levels: empty.map(({ id }) => ({
      inventory_item_id: id,
      location_id: locationId,
      stocked_quantity: pieces,
    })),
  })
}
