import { z } from 'zod'
import { DriverError } from '../../driver/driver-error.ts'

const answerSchema = z.object({
  /** Public: every browser that visits a storefront has it. */
  publishableKey: z.string().startsWith('pk_'),
  regionId: z.string(),
  products: z.int().min(1),
})

export type SeedAnswer = z.infer<typeof answerSchema>

/** What the seed has said on its last line. Throws `DriverError` when it has said nothing. */
export function seedAnswer(output: string): SeedAnswer {
  const line = output.split('\n').findLast((line) => line.startsWith('seeded '))
  const parsed = answerSchema.safeParse(parseJson(line?.slice('seeded '.length)))
  if (parsed.success) return parsed.data
  throw new DriverError('Medusa did not say that its first products are there', {
    class: 'transient',
    code: 'seedUnanswered',
    output,
  })
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
