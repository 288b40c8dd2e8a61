import type { ApiKey, RoleTable } from '@holdfast/identity/contract'
import type { Tone } from '../../ui/badge.tsx'

interface StateWords {
  readonly label: string
  readonly tone: Tone
  readonly meaning?: string
}

export const keyStates: Readonly<Record<ApiKey['state'], StateWords>> = {
  active: { label: 'Active', tone: 'success' },
  expired: { label: 'Expired', tone: 'warning', meaning: 'It no longer works.' },
  creatorGone: {
    label: 'Creator has left',
    tone: 'danger',
    meaning: 'It no longer works. Rotate it to take it over.',
  },
}

/** `List bookings, cancel bookings`: what a key may do, by the words of the role table. */
export function actionWords(actions: readonly string[], table?: RoleTable): string {
  const words = actions.map(
    (action) => table?.actions.find((one) => one.action === action)?.title ?? action,
  )
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1)))
    .join(', ')
}

type Action = RoleTable['actions'][number]

/** What a key can be given: what its maker may do and what is not for people alone. */
export function actionsForKeys(own: readonly string[], table?: RoleTable): readonly Action[] {
  return (table?.actions ?? []).filter(
    ({ action, peopleOnly }) => !peopleOnly && own.includes(action),
  )
}

/** When a key ends, as one chooses it. `0` is never. */
export const lifetimes = [
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: 'One year' },
  { days: 0, label: 'Never' },
] as const

/** How long the old key still works after a rotation. */
export const graces = [
  { hours: 0, label: 'Stops working at once' },
  { hours: 1, label: 'Works for one more hour' },
  { hours: 24, label: 'Works for one more day' },
  { hours: 168, label: 'Works for one more week' },
] as const
