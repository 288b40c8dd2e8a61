import { z } from 'zod'

/** What is asked for a new key. No stations means all; a lifetime of 0 never ends. */
export const newKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Name the program that gets the key.')
    .max(80, 'Use at most 80 characters.'),
  actions: z.array(z.string()).min(1, 'Choose at least one thing that it may do.'),
  scope: z.array(z.string()),
  lifetimeDays: z.number(),
})

type NewKey = z.output<typeof newKeySchema>

/** The same as the API takes it: what means "all" and "never" is left out. */
export function requestOf({ name, actions, scope, lifetimeDays }: NewKey) {
  return {
    name,
    actions,
    ...(scope.length > 0 ? { scope } : {}),
    ...(lifetimeDays > 0 ? { expiresInDays: lifetimeDays } : {}),
  }
}
