import type { EngineRow, Plan } from '@holdfast/stores/contract'
import { z } from 'zod'

export const newStoreSchema = z.object({
  name: z.string().trim().min(1, 'Give the store a name.').max(80, 'Use at most 80 characters.'),
  engine: z.string().min(1),
  plan: z.enum(['small', 'medium', 'large']) satisfies z.ZodType<Plan>,
  region: z.string(),
})
type NewStore = z.output<typeof newStoreSchema>

/** What stands in the form before anybody has chosen: the first of everything. */
export function newStoreOf(engines: readonly EngineRow[]): NewStore {
  const [first] = engines
  return {
    name: '',
    engine: first?.name ?? '',
    plan: first?.plans[0] ?? 'small',
    region: first?.regions[0] ?? '',
  }
}

/** As the service is asked: no region where there is no choice of one. */
export function requestOf({ region, ...others }: NewStore, engine: EngineRow | undefined) {
  const isChosen = engine !== undefined && engine.regions.length > 1
  return { ...others, ...(isChosen && engine.regions.includes(region) ? { region } : {}) }
}
