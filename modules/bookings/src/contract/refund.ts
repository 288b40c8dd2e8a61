import { instant, money } from '@holdfast/kernel/contract'
import { z } from 'zod'

export const refundRules = [
  'nothingPaid',
  // Nothing was earned yet.
  'neverConfirmed',
  'inTime',
  'tooLate',
  'override',
] as const

export type RefundRule = (typeof refundRules)[number]

/** What a cancellation gives back, and why. */
export const refundPreview = z.object({
  rule: z.enum(refundRules),
  refund: money,
  kept: money,
  refundEndsAt: instant.meta({ description: 'Until then, exclusive, all of it is given back.' }),
})
