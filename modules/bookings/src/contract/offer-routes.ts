import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { menu } from './menu.ts'
import { policiesOnWire, policyChanges, priceListChanges, priceListOnWire } from './offer.ts'

const idParams = z.strictObject({ id: uuid })

const version = z.int().meta({ description: 'Of what the station offers, prices included.' })

const menuOnWire = z.object({ version, menu: menu.optional() })

const seen = z.int().min(1).optional().meta({
  description: 'The version that was looked at; refused when it is not the latest any more.',
})

const ofStations = ['bookings.unknownStation', 'bookings.outdated'] as const

/** What a station asks, serves and agrees. */
export const offerRoutes = defineRoutes({
  showPriceList: {
    method: 'GET',
    path: '/stations/:id/price-list',
    summary: 'What a station asks',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 300_000, tags: ['prices'] },
    request: { params: idParams },
    responses: { 200: { description: 'The latest price list.', schema: priceListOnWire } },
    problems: ['bookings.unknownStation'],
  },
  changePriceList: {
    method: 'PATCH',
    path: '/stations/:id/price-list',
    summary: 'Change what a station asks',
    description:
      'Makes a new version for bookings and quotes from now on. What was booked or quoted keeps the version that it was made with.',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['stations', 'prices'],
    request: { params: idParams, body: priceListChanges },
    exampleBody: { adult: 5_800, taxes: [{ label: 'Sales tax', basisPoints: 800 }] },
    responses: { 200: { description: 'The price list as it is now.', schema: priceListOnWire } },
    problems: ofStations,
  },
  changePolicies: {
    method: 'PATCH',
    path: '/stations/:id/policies',
    summary: 'Change what a station agrees with its guests',
    description: 'For bookings from now on. What was booked keeps what was agreed.',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['stations'],
    request: { params: idParams, body: policyChanges },
    exampleBody: { refundDays: 5 },
    responses: { 200: { description: 'The policies as they are now.', schema: policiesOnWire } },
    problems: ofStations,
  },
  showMenu: {
    method: 'GET',
    path: '/stations/:id/menu',
    summary: 'What a station serves',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 1_800_000, tags: ['menus'] },
    request: { params: idParams },
    responses: {
      200: {
        description: 'The menu; absent where there is nothing to choose.',
        schema: menuOnWire,
      },
    },
    problems: ['bookings.unknownStation'],
  },
  changeMenu: {
    method: 'PATCH',
    path: '/stations/:id/menu',
    summary: 'Change what a station serves',
    description:
      'Lists that are sent replace those that were. Makes a new version, as with the price list.',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['menus', 'prices'],
    request: { params: idParams, body: menu.partial().extend({ version: seen }) },
    exampleBody: {
      addOns: [
        { id: 'gyoza', name: 'Gyoza', price: 1_000 },
        { id: 'miso-soup', name: 'Miso soup', price: 400 },
      ],
    },
    responses: { 200: { description: 'The menu as it is now.', schema: menuOnWire } },
    problems: ofStations,
  },
})
