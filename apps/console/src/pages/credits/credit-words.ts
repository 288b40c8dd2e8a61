import type { CreditMovement } from '@holdfast/payments/contract'

const kinds: Readonly<Record<CreditMovement['kind'], string>> = {
  reserved: 'Set aside',
  settled: 'Used',
  released: 'Given back',
  refunded: 'Refunded',
  bought: 'Bought',
  adjusted: 'Corrected',
  takenBack: 'Taken back',
  restored: 'Brought again',
  collected: 'Settled what was owed',
}

/** What a movement was: `Set aside`. */
export function movementWords({ kind, byPlan }: Pick<CreditMovement, 'kind' | 'byPlan'>): string {
  return byPlan && kind === 'settled' ? 'Used, paid by your plan' : kinds[kind]
}

const operations: Readonly<Record<string, string>> = {
  'studio.mix': 'One video',
  'studio.avatarUpload': 'One avatar from a picture',
  'studio.avatarGenerate': 'One drawn avatar',
}

/** What costs credits, in words where we have some. */
export function operationWords(operation: string): string {
  return operations[operation] ?? operation
}

/** `1 credit`, `2,000 credits` */
export function counted(credits: number, locale?: string): string {
  return `${formatCount(credits, locale)} ${credits === 1 ? 'credit' : 'credits'}`
}

export function formatCount(credits: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(credits)
}

/** `+5`, `−5`; nothing where nothing moved. */
export function signed(change: number, locale?: string): string {
  if (change === 0) return ''
  return new Intl.NumberFormat(locale, { signDisplay: 'always' }).format(change)
}
