import { money } from '@holdfast/kernel/contract'
import { z } from 'zod'

const priceLine = z.object({
  label: z.string(),
  quantity: z.int(),
  unit: money,
  amount: money,
})

export const price = z.object({ lines: z.array(priceLine), total: money, deposit: money })
export type Price = z.output<typeof price>
