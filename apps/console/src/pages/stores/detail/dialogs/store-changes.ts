import type { Plan, StoreRow } from '@holdfast/stores/contract'
import { z } from 'zod'

export const changeSchema = z.object({
  name: z.string().trim().min(1, 'A store has a name.').max(80, 'Use at most 80 characters.'),
  plan: z.enum(['small', 'medium', 'large']) satisfies z.ZodType<Plan>,
  version: z.string(),
})
type StoreForm = z.output<typeof changeSchema>

/** What differs from the store as it is; nothing else is asked for. */
export function changesOf(store: Pick<StoreRow, keyof StoreForm>, form: StoreForm) {
  return {
    ...(form.name === store.name ? {} : { name: form.name }),
    ...(form.plan === store.plan ? {} : { plan: form.plan }),
    ...(form.version === store.version ? {} : { version: form.version }),
  }
}
