import { instant, money } from '@holdfast/kernel/contract'
import { z } from 'zod'

export const refundRules = [
  // Or nothing of it is here any more: given back before, or disputed by the guest's bank.
  'nothingPaid',
  // Nothing was earned yet.
  'neverConfirmed',
  'inTime',
  'tooLate',
  // Moved when it was too late to get it back: another date does not bring it back.
  'forfeited',
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
