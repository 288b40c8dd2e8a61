import { instant, lineOfText, money, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { creditKinds } from './states.ts'

const credits = z.int().min(0)

export const creditPack = z.object({
  name: z.string().meta({ example: 'small' }),
  credits: z.int().positive(),
  price: money,
})
export type CreditPack = z.output<typeof creditPack>

export const creditAccount = z.object({
  isUnlimited: z.boolean().meta({ description: 'The plan pays for everything that is used.' }),
  available: credits.meta({ description: 'Can be used now.' }),
  held: credits.meta({ description: 'Set aside for work that is under way.' }),
  spent: credits.meta({ description: 'Used so far, by the plan as well.' }),
  owed: credits.meta({
    description: 'Used although their payment went back: taken from the next that come.',
  }),
  priceVersion: z.int().positive(),
  prices: z
    .array(z.object({ operation: z.string(), credits: z.int().positive() }))
    .meta({ description: 'What one of each costs, in credits.' }),
  packs: z.array(creditPack).meta({ description: 'What can be bought, smallest first.' }),
})
export type CreditAccount = z.output<typeof creditAccount>

const change = z.int()

export const creditMovement = z.object({
  id: uuid,
  number: z.int().positive().meta({ description: 'Counts without a gap.' }),
  kind: z.enum(creditKinds),
  available: change.meta({ description: 'How much more or less can be used since.' }),
  held: change.meta({ description: 'How much more or less is set aside since.' }),
  spent: change.meta({ description: 'How much more or less has been used since.' }),
  owed: change.meta({ description: 'How much more or less is owed since.' }),
  byPlan: z.boolean().meta({ description: 'The plan paid: nothing was taken.' }),
  availableAfter: credits,
  subject: z.string().nullable().meta({ description: 'The work it was for, by its id.' }),
  operation: z.string().nullable(),
  quantity: z.int().nullable(),
  paymentId: uuid
    .nullable()
    .meta({ description: 'The payment that bought them, or that went back.' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was done, where its kind does not tell.' }),
  happenedAt: instant,
})
export type CreditMovement = z.output<typeof creditMovement>

export const topUpBody = z.strictObject({
  pack: z.string().min(1).max(50),
  priceVersion: z.int().positive().meta({
    description: 'Of the prices that were shown: nobody pays another price than they saw.',
  }),
})

const mostAdjusted = 1_000_000

export const adjustmentBody = z.strictObject({
  credits: z
    .int()
    .min(-mostAdjusted)
    .max(mostAdjusted)
    .refine((amount) => amount !== 0, 'Nothing would change.')
    .meta({ description: 'Added; taken away below zero.' }),
  reason: lineOfText({ min: 3, max: 200 }),
  subject: z.string().min(1).max(100).optional().meta({
    description: 'Work whose credits are given back: at most what it has cost.',
  }),
})
