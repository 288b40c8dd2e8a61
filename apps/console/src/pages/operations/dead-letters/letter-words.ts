import type { DeadLetterOnWire } from '@holdfast/operations/contract'

interface Ids {
  readonly bookingId?: string
  readonly paymentId?: string
  readonly refundId?: string
}

/** The ids in what a job was given, by which its booking and payment are found. */
export function idsIn(input: unknown): Ids {
  if (typeof input !== 'object' || input === null) return {}
  const named = Object.entries(input).filter(
    ([name, value]) => isKnown(name) && typeof value === 'string',
  )
  return Object.fromEntries(named)
}

function isKnown(name: string): name is keyof Ids {
  return name === 'bookingId' || name === 'paymentId' || name === 'refundId'
}

const forStaff: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'payments.providerUnavailable': {
    'payments.sendRefund': 'The payment provider did not answer. Nothing has gone back yet.',
    other: 'The payment provider did not answer.',
  },
}

/** Why a job failed. What a problem says to whoever pays is said anew for who runs the business. */
export function failureWords({ job, error }: Pick<DeadLetterOnWire, 'job' | 'error'>): string {
  const said = forStaff[error.code ?? ''] ?? forStaff[codeIn(error.message)]
  return said?.[job] ?? said?.['other'] ?? error.message
}

/** The code that stands before the text of a problem. */
function codeIn(message: string): string {
  return /^([a-z]+\.[A-Za-z]+):/.exec(message)?.[1] ?? ''
}
