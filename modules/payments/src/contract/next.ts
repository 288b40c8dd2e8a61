import { money } from '@holdfast/kernel/contract'
import { z } from 'zod'

/** What a payer does next. */
export const next = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('redirect'),
    url: z.string().meta({ description: 'The page of the provider.' }),
  }),
  z.object({ kind: z.literal('stripe'), clientSecret: z.string(), publishableKey: z.string() }),
  z.object({
    kind: z.literal('offline'),
    qrSvg: z.string().meta({ description: 'A picture of amount and reference, as SVG.' }),
    reference: z.string().meta({
      description: 'To be written on the transfer. Its third and fourth character check the rest.',
      example: 'RF47 7K3M 9QXT 2',
    }),
    amount: money,
    instructions: z.string(),
  }),
])
export type Next = z.output<typeof next>
