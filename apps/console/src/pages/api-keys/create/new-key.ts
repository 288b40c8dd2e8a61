import { z } from 'zod'
import { scopeMissing } from '../../staff/scope.ts'

/** What is asked for a new key. Without a scope it is all stations; a lifetime of 0 never ends. */
export const newKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name, such as the program that will use the key.')
    .max(80, 'Use at most 80 characters.'),
  actions: z.array(z.string()).min(1, 'Tick at least one thing that the key may do.'),
  scope: z.array(z.string()).min(1, scopeMissing).optional(),
  lifetimeDays: z.number(),
})

type NewKey = z.output<typeof newKeySchema>

/** The same as the API takes it: what means "all" and "never" is left out. */
export function requestOf({ name, actions, scope, lifetimeDays }: NewKey) {
  return {
    name,
    actions,
    ...(scope === undefined ? {} : { scope }),
    ...(lifetimeDays > 0 ? { expiresInDays: lifetimeDays } : {}),
  }
}
