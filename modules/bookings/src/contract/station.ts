import { instant, lineOfText, localDate, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { policies } from './policies.ts'
import { place } from './travel.ts'
import { wallTime } from './time.ts'

const minorUnits = z.int().min(0).max(100_000_000)

/** In the currency's smallest unit. */
const prices = z.strictObject({
  adult: minorUnits,
  child: minorUnits,
  underSix: minorUnits,
  minimum: minorUnits,
})

/** What a station asks unless told otherwise, in whole units of its currency. */
export const usualPrices = { adult: 55, child: 30, underSix: 0, minimum: 550 } as const

/** How long before an evening a station must be asked, unless told otherwise. */
export const usualNoticeHours = 48

const mustEndByText = 'HH:MM. May be earlier than opensAt: the next morning.'

export const station = z.object({
  id: uuid,
  name: z.string(),
  area: z.string(),
  timeZone: z.string(),
  opensAt: wallTime,
  closesAt: wallTime,
  mustEndBy: wallTime.meta({ description: mustEndByText }),
  slotMinutes: z.int(),
  noticeHours: z.int(),
  currency: z.string(),
  prices,
  deposit: z.int().meta({ description: 'Paid when booking; 0 confirms at once.' }),
  policies,
  base: place.optional().meta({ description: 'Where its chefs start from, as miles are counted.' }),
})
export type Station = z.output<typeof station>

export const slotStates = ['free', 'few', 'full', 'closed'] as const

export const slot = z.object({
  startsAt: instant,
  date: localDate,
  time: wallTime,
  endsAt: instant,
  state: z.enum(['free', 'few', 'full']),
})
export type Slot = z.output<typeof slot>

export const resourceKinds = ['unit', 'chef', 'grill'] as const

export const resource = z.object({
  id: uuid,
  stationId: uuid,
  kind: z.enum(resourceKinds),
  name: z.string(),
  active: z.boolean(),
})
export type Resource = z.output<typeof resource>

const stationFields = z.strictObject({
  name: lineOfText({ min: 1, max: 80 }),
  area: lineOfText({ min: 1, max: 120 }),
  timeZone: lineOfText({ min: 1, max: 60 }).meta({
    description: 'Time zone, IANA name',
    example: 'America/New_York',
  }),
  opensAt: wallTime,
  closesAt: wallTime,
  mustEndBy: wallTime.meta({ description: mustEndByText }),
  slotMinutes: z.int().min(5).max(240),
  noticeHours: z.int().min(0).max(720),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: 'Currency, ISO 4217 code', example: 'USD' }),
  prices: prices.meta({ description: 'The usual prices when absent.' }),
  deposit: minorUnits.meta({ description: 'Paid when booking; 0 confirms at once.' }),
  policies: policies.partial().meta({ description: 'The usual ones where absent.' }),
  base: place.nullable().meta({
    description: 'Where its chefs start from; without it no distance is counted.',
  }),
})

export const stationBody = stationFields.extend({
  slotMinutes: stationFields.shape.slotMinutes.default(30),
  noticeHours: stationFields.shape.noticeHours.default(usualNoticeHours),
  prices: stationFields.shape.prices.optional(),
  deposit: stationFields.shape.deposit.default(0),
  policies: stationFields.shape.policies.optional(),
  base: stationFields.shape.base.default(null),
})

// Without the defaults above: what is not sent stays as it is.
export const stationChanges = stationFields.partial()
