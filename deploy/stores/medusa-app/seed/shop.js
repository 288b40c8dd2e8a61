import utils from '@medusajs/framework/utils'
import { findOrCreate } from './find-or-create.js'

const { Modules } = utils
const currency = 'eur'
const countries = ['at', 'be', 'de', 'dk', 'es', 'fr', 'gb', 'ie', 'it', 'nl', 'se']

/** Region, tax, stock location and shipping: what a cart needs to become an order. */
export async function openShop(kit, storeName) {
  const store = await nameStore(kit, storeName)
  const salesChannelId = store.default_sales_channel_id
  const region = await openRegion(kit)
  const location = await openLocation(kit, salesChannelId)
  const profile = await findOrCreateProfile(kit)
  await openShipping(kit, { region, location, profile })
  const publishableKey = await openKey(kit, salesChannelId)
  return {
    salesChannelId,
    publishableKey,
    regionId: region.id,
    locationId: location.id,
    profileId: profile.id,
  }
}

async function nameStore({ query, run }, name) {
  const fields = ['id', 'default_sales_channel_id']
  const { data } = await query.graph({ entity: 'store', fields })
  const [store] = data
  const update = { name, supported_currencies: [{ currency_code: currency, is_default: true }] }
  await run('updateStoresWorkflow', { selector: { id: store.id }, update })
  return store
}

async function openRegion({ query, run }) {
  const region = await findOrCreate(query, {
    entity: 'region',
    filters: { name: 'Europe' },
    async create() {
      const region = {
        name: 'Europe',
        currency_code: currency,
        countries,
        payment_providers: ['pp_system_default'],
      }
      const [created] = await run('createRegionsWorkflow', { regions: [region] })
      return created
    },
  })
  await findOrCreate(query, {
    entity: 'tax_region',
    filters: { country_code: countries },
    create: () =>
      run(
        'createTaxRegionsWorkflow',
        countries.map((country_code) => ({ country_code, provider_id: 'tp_system' })),
      ),
  })
  return region
}

async function openLocation({ container, query, run }, salesChannelId) {
  const location = await findOrCreate(query, {
    entity: 'stock_location',
    filters: { name: 'Warehouse' },
    async create() {
      const address = { city: 'Berlin', country_code: 'DE', address_1: '' }
      const [created] = await run('createStockLocationsWorkflow', {
        locations: [{ name: 'Warehouse', address }],
      })
      return created
    },
  })
  const link = container.resolve(utils.ContainerRegistrationKeys.LINK)
  await link.create([
    {
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
    },
    {
      [Modules.SALES_CHANNEL]: { sales_channel_id: salesChannelId },
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    },
  ])
  return location
}

function findOrCreateProfile({ query, run }) {
  return findOrCreate(query, {
    entity: 'shipping_profile',
    filters: { type: 'default' },
    async create() {
      const data = [{ name: 'Default', type: 'default' }]
      const [created] = await run('createShippingProfilesWorkflow', { data })
      return created
    },
  })
}

async function openShipping({ container, query, run }, { region, location, profile }) {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const set = await findOrCreate(query, {
    entity: 'fulfillment_set',
    filters: { name: 'Parcels' },
    fields: ['id', 'service_zones.id'],
    create: () =>
      fulfillment.createFulfillmentSets({
        name: 'Parcels',
        type: 'shipping',
        service_zones: [
          {
            name: 'Europe',
            geo_zones: countries.map((country_code) => ({ country_code, type: 'country' })),
          },
        ],
      }),
  })
  await container.resolve(utils.ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  await findOrCreate(query, {
    entity: 'shipping_option',
    filters: { name: 'Parcel' },
    create: () =>
      run('createShippingOptionsWorkflow', [
        {
          name: 'Parcel',
          price_type: 'flat',
          provider_id: 'manual_manual',
          service_zone_id: set.service_zones[0].id,
          shipping_profile_id: profile.id,
          type: { label: 'Parcel', description: 'In two or three days.', code: 'parcel' },
          prices: [
            { currency_code: currency, amount: 6 },
            { region_id: region.id, amount: 6 },
          ],
          rules: [
            { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
            { attribute: 'is_return', value: 'false', operator: 'eq' },
          ],
        },
      ]),
  })
}

async function openKey({ query, run }, salesChannelId) {
  const key = await findOrCreate(query, {
    entity: 'api_key',
    filters: { type: 'publishable', revoked_at: null },
    fields: ['id', 'token'],
    async create() {
      const api_keys = [{ title: 'Storefront', type: 'publishable', created_by: '' }]
      const [created] = await run('createApiKeysWorkflow', { api_keys })
      return created
    },
  })
  await run('linkSalesChannelsToApiKeyWorkflow', { id: key.id, add: [salesChannelId] })
  return key.token
}
