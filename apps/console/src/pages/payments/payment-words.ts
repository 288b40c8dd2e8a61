import type {
  AttemptState,
  DisputeState,
  PaymentMethod,
  PaymentState,
  ProviderName,
  RefundState,
} from '@holdfast/payments/contract'
import type { Tone } from '../../ui/badge.tsx'

interface StateWords {
  readonly label: string
  readonly tone: Tone
}

interface MeantState extends StateWords {
  readonly meaning: string
}

export const paymentStateWords: Readonly<Record<PaymentState, MeantState>> = {
  open: { label: 'Open', tone: 'warning', meaning: 'Nobody has paid yet.' },
  processing: { label: 'Processing', tone: 'info', meaning: 'A bank or provider is at it.' },
  awaiting_offline: {
    label: 'Waiting for money',
    tone: 'warning',
    meaning: 'A transfer or cash was announced. Confirm it once you have seen it.',
  },
  settled: { label: 'Paid', tone: 'success', meaning: 'The money is here.' },
  closed: { label: 'Closed', tone: 'neutral', meaning: 'Nobody waits for this money any more.' },
}

export const attemptStateWords: Readonly<Record<AttemptState, StateWords>> = {
  created: { label: 'Begun', tone: 'neutral' },
  open: { label: 'Open', tone: 'info' },
  processing: { label: 'Processing', tone: 'info' },
  awaiting_offline: { label: 'Waiting for money', tone: 'warning' },
  settled: { label: 'Paid', tone: 'success' },
  failed: { label: 'Declined', tone: 'danger' },
  expired: { label: 'Run out', tone: 'neutral' },
}

export const refundStateWords: Readonly<Record<RefundState, StateWords>> = {
  requested: { label: 'On its way', tone: 'info' },
  processing: { label: 'On its way', tone: 'info' },
  awaiting_offline: { label: 'To hand over', tone: 'warning' },
  settled: { label: 'Given back', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
}

/** Of a refund whose job failed for good: it is not on its way, whatever its state. */
export const stuckWords: StateWords = { label: 'Not sent', tone: 'danger' }

export const disputeStateWords: Readonly<Record<DisputeState, StateWords>> = {
  open: { label: 'Open', tone: 'danger' },
  won: { label: 'Won', tone: 'success' },
  lost: { label: 'Lost', tone: 'neutral' },
}

export const methodWords: Readonly<Record<PaymentMethod, string>> = {
  card: 'Card',
  online_banking: 'Online banking',
  bank_transfer: 'Bank transfer',
  zelle: 'Zelle',
  venmo: 'Venmo',
  cash: 'Cash',
}

export const providerWords: Readonly<Record<ProviderName, string>> = {
  sandbox: 'sandbox',
  stripe: 'Stripe',
  duitku: 'Duitku',
  manual: 'by hand',
}

const purposes: Readonly<Record<string, string>> = { deposit: 'Deposit', credits: 'Credits' }

/** What a payment is for: `Deposit`. */
export function purposeWords(purpose: string): string {
  return purposes[purpose] ?? purpose
}

/** What stands for a payment where it has a line: who was erased is not named in it any more. */
export function titleOf({
  purpose,
  description,
}: {
  readonly purpose: string
  readonly description: string
}): string {
  if (description !== '') return description
  return purpose === 'deposit' ? `${purposeWords(purpose)}, erased guest` : purposeWords(purpose)
}

const refundReasons: Readonly<Record<string, string>> = {
  cancelled: 'The booking was cancelled',
  late: 'It came after the time was given away',
  overpaid: 'It was paid twice',
  provider: 'Given back on the provider’s own pages',
}

/** Why money goes back: by itself in our words, by staff in theirs. */
export function refundReasonWords(reason: string): string {
  return refundReasons[reason] ?? reason
}

const accounts: Readonly<Record<string, string>> = {
  payment: 'Held for the guest',
  payments: 'Held for guests',
  refunds: 'Owed back to guests',
  losses: 'Lost to disputes',
}

/** An account of the ledger in words; a provider's by its name. */
export function accountWords(account: string): string {
  const [kind = account, of = ''] = account.split(':')
  if (kind !== 'clearing') return accounts[kind] ?? kind
  const provider = Object.entries(providerWords).find(([name]) => name === of)?.[1] ?? of
  return provider === providerWords.manual ? 'Taken by hand' : `With ${provider}`
}

const movements: Readonly<Record<string, string>> = {
  settled: 'Paid',
  refundRequested: 'To be given back',
  refundSettled: 'Given back',
  refundFailed: 'Refund failed',
  refundReturned: 'Refund came back',
  disputeTaken: 'Taken by a dispute',
  disputeGivenBack: 'Given back after a dispute',
}

/** What a movement of the ledger was. */
export function movementWords(kind: string): string {
  const [, last = kind] = /(\w+)$/.exec(kind) ?? []
  return movements[last] ?? kind
}
