import type { Choice } from './sandbox-books.ts'

/** What a person can choose on the page, in the order in which it is offered. */
export const choices = {
  pay: { title: 'Pay', says: 'It succeeds at once.' },
  challenge: { title: 'Pay after 3-D Secure', says: 'The bank asks whether it is you.' },
  decline: { title: 'Decline the card', says: 'The bank says no. You can try again.' },
  late: {
    title: 'Pay too late',
    says: 'The bank answers only after the time that is held for you has run out.',
  },
  duplicate: { title: 'Pay, reported twice', says: 'The same message arrives more than once.' },
} as const

/** `confirm` and `refuse` answer the bank's question. */
export type ChoiceName = keyof typeof choices | 'confirm' | 'refuse'

const names: ReadonlySet<string> = new Set([...Object.keys(choices), 'confirm', 'refuse'])

export function isChoice(name: unknown): name is ChoiceName {
  return typeof name === 'string' && names.has(name)
}

/** How long after the end of the held time the money of a late payment comes. */
const lateByMs = 30_000

/** What a choice means for an order that is due by `dueBy`. */
export function outcomeOf(name: ChoiceName, dueBy: Date | null, now: Date): Choice {
  const at = (state: Choice['state'], reports = 1): Choice => {
    return { state, settlesAt: null, reportsAt: now, reports }
  }
  switch (name) {
    case 'pay':
    case 'confirm':
      return at('settled')
    case 'duplicate':
      return at('settled', 3)
    case 'challenge':
      return at('processing')
    case 'decline':
    case 'refuse':
      return at('failed')
    case 'late': {
      const settlesAt = new Date(Math.max(dueBy?.getTime() ?? 0, now.getTime()) + lateByMs)
      return { state: 'open', settlesAt, reportsAt: settlesAt, reports: 1 }
    }
  }
}
