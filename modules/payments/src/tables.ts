import type { ColumnType } from 'kysely'
import type {
  AttemptState,
  DisputeState,
  PaymentMethod,
  PaymentState,
  ProviderName,
  RefundState,
} from './contract.ts'
import type { CreditTables } from './credits/credit-tables.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
/** Written by the database alone. */
type Kept<T> = ColumnType<T, never, never>

interface PaymentRow {
  id: string
  organisation_id: string
  subject: string
  unit_id: string | null
  purpose: string
  description: string
  state: PaymentState
  amount: number
  currency: string
  exponent: number
  paid: Defaulted<number>
  refunding: Defaulted<number>
  refunded: Defaulted<number>
  disputed: Defaulted<number>
  due_by: Date | null
  settled_at: Defaulted<Date | null>
  late: Defaulted<boolean>
  created_at: Date
  changed_at: Date
  version: Defaulted<number>
}

interface AttemptRow {
  id: string
  organisation_id: string
  payment_id: string
  provider: ProviderName
  method: PaymentMethod
  state: AttemptState
  amount: number
  currency: string
  exponent: number
  provider_reference: string | null
  reference: string | null
  decline: Defaulted<string | null>
  contradiction: Defaulted<string | null>
  refunded: Defaulted<number>
  created_at: Date
  changed_at: Date
  asked_at: Defaulted<Date | null>
  version: Defaulted<number>
}

interface RefundRow {
  id: string
  organisation_id: string
  payment_id: string
  attempt_id: string
  state: RefundState
  amount: number
  currency: string
  exponent: number
  reason: string
  cause: string
  provider_reference: Defaulted<string | null>
  failure: Defaulted<string | null>
  created_at: Date
  changed_at: Date
  asked_at: Defaulted<Date | null>
  version: Defaulted<number>
}

interface DisputeRow {
  id: string
  organisation_id: string
  payment_id: string
  attempt_id: string
  provider_reference: string
  state: DisputeState
  amount: number
  currency: string
  from_payment: number
  reason: string
  created_at: Date
  changed_at: Date
  version: Defaulted<number>
}

interface VerificationRow {
  id: string
  organisation_id: string
  attempt_id: string
  actor_id: string
  note: Buffer
  created_at: Date
}

interface StateChangeRow {
  entity: string
  from_state: string
  to_state: string
}

interface AccountRow {
  id: string
  organisation_id: string
  name: string
  currency: string
  side: 'debit' | 'credit'
  may_be_negative: boolean
  balance: Kept<number>
}

interface LedgerTransactionRow {
  id: string
  organisation_id: string
  kind: string
  cause_id: string
  payment_id: string
  happened_at: Date
}

interface EntryRow {
  id: string
  transaction_id: string
  account_id: string
  amount: number
}

interface SandboxPaymentRow {
  attempt_id: string
  state: 'open' | 'processing' | 'settled' | 'failed' | 'expired'
  amount: number
  currency: string
  refunded: Defaulted<number>
  settles_at: Defaulted<Date | null>
  reports_at: Defaulted<Date | null>
  reports_left: Defaulted<number>
}

interface SandboxRefundRow {
  refund_id: string
  attempt_id: string
  amount: number
}

/** The tables of the schema `payments`, as Kysely sees them. */
export interface PaymentsTables extends CreditTables {
  'payments.payment': PaymentRow
  'payments.attempt': AttemptRow
  'payments.refund': RefundRow
  'payments.dispute': DisputeRow
  'payments.verification': VerificationRow
  'payments.state_change': StateChangeRow
  'payments.account': AccountRow
  'payments.ledger_transaction': LedgerTransactionRow
  'payments.entry': EntryRow
  'payments.sandbox_payment': SandboxPaymentRow
  'payments.sandbox_refund': SandboxRefundRow
}
