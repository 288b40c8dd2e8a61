import { instant, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { chosenMenu, menuChoice } from './menu.ts'
import { party } from './party.ts'
import { price, saving } from './price.ts'
import { place, travel } from './travel.ts'

export const quoteBody = z.strictObject({
  stationId: uuid,
  party,
  menu: menuChoice.optional(),
  place: place.meta({ description: 'As much of the address as says how far it is.' }),
})

/** A price that is promised until it runs out, whatever the station asks meanwhile. */
export const quote = z.object({
  id: uuid,
  stationId: uuid,
  state: z.enum(['priced', 'unknownAddress']).meta({
    description: 'Unknown address: staff are asked how far it is; the rest is promised.',
  }),
  offerVersion: z.int(),
  party,
  menu: chosenMenu.optional(),
  travel: travel.optional(),
  price,
  savings: z.array(saving),
  createdAt: instant,
  expiresAt: instant,
})
export type Quote = z.output<typeof quote>
