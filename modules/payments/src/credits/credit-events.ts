import type { Hold } from './hold.ts'

/** What every event of a hold says. Ids, numbers and words of ours alone. */
export function creditEvent(
  { id, subject, operation, quantity, paidByPlan }: Hold,
  details: Readonly<Record<string, number>>,
) {
  return { holdId: id, subject, operation, quantity, paidByPlan, ...details }
}
