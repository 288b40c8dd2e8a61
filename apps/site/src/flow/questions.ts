/** One question each, in this order; `done` follows once the server has said yes. */
export const steps = [
  'station',
  'date',
  'time',
  'party',
  'menu',
  'contact',
  'address',
  'wishes',
  'review',
] as const

export type Question = (typeof steps)[number]
export type Step = Question | 'done'
