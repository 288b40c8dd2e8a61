import { money } from '@holdfast/kernel/contract'
import { z } from 'zod'

/** The line of what changes of date have cost. */
export const rescheduleFeeLabel = 'Change of date'

const priceLine = z.object({
  label: z.string(),
  quantity: z.int(),
  unit: money,
  amount: money,
})

const taxLine = z.object({
  label: z.string(),
  basisPoints: z.int().meta({ description: 'Hundredths of a percent: 800 is 8 %.' }),
  amount: money,
  included: z.boolean().meta({ description: 'Contained in the prices, or a line of its own.' }),
})

/** The lines add up to the total. A tip is never part of it. */
export const price = z.object({
  lines: z.array(priceLine),
  total: money,
  deposit: money,
  taxes: z.array(taxLine).optional().meta({ description: 'Absent where no tax is told.' }),
})
export type Price = z.output<typeof price>

/** What a party does not pay, compared with what an adult from far away would. */
export const saving = z.object({ label: z.string(), amount: money })
export type Saving = z.output<typeof saving>
