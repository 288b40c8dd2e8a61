import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { quote, quoteBody } from './quote.ts'

/** Prices that are promised for a while. */
export const quoteRoutes = defineRoutes({
  createQuote: {
    method: 'POST',
    path: '/quotes',
    summary: 'Have a price promised',
    description:
      'The price is frozen with the version of the station’s offer. A booking that names the quote in time, for the same guests, dishes and place, gets exactly this price. Holds no time.',
    access: 'public',
    limit: 'search',
    idempotent: 'optional',
    clientTimeoutMs: 15_000,
    request: { body: quoteBody },
    exampleBody: {
      stationId: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
      party: { adults: 10, children: 2, underSix: 1 },
      menu: {
        proteins: [
          { id: 'chicken', portions: 14 },
          { id: 'filet-mignon', portions: 10 },
        ],
        addOns: [{ id: 'gyoza', quantity: 2 }],
      },
      place: { country: 'US', postalCode: '10001' },
    },
    responses: { 201: { description: 'The quote.', schema: quote } },
    problems: ['bookings.unknownStation', 'bookings.unknownDish', 'bookings.menuMismatch'],
  },
  showQuote: {
    method: 'GET',
    path: '/quotes/:id',
    summary: 'A quote again',
    description: 'Tells no personal data. Some days after it has run out it is not known any more.',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 10_000,
    request: { params: z.strictObject({ id: uuid }) },
    responses: { 200: { description: 'The quote as it was given.', schema: quote } },
    problems: ['bookings.unknownQuote'],
  },
})
