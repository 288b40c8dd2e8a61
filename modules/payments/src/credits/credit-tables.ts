import type { ColumnType } from 'kysely'
import type { CreditKind, HoldState } from '../contract.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
/** Written by the database alone. */
type Kept<T> = ColumnType<T, never, never>

interface PriceListRow {
  version: Kept<number>
  since: Kept<Date>
}

interface PriceRow {
  version: Kept<number>
  operation: Kept<string>
  credits: Kept<number>
}

interface PackRow {
  version: Kept<number>
  name: Kept<string>
  credits: Kept<number>
  amount: Kept<number>
  currency: Kept<string>
  exponent: Kept<number>
}

interface CreditAccountRow {
  organisation_id: string
  is_unlimited: ColumnType<boolean, never, boolean>
  available: Kept<number>
  held: Kept<number>
  spent: Kept<number>
  owed: Kept<number>
  last_number: Kept<number>
}

interface HoldRow {
  id: string
  organisation_id: string
  subject: string
  operation: string
  quantity: number
  price_version: number
  cost: number
  paid_by_plan: boolean
  state: HoldState
  used: Defaulted<number>
  refunded: Defaulted<number>
  created_at: Date
  changed_at: Date
  looked_at: Date
  version: Defaulted<number>
}

interface TopUpRow {
  payment_id: string
  organisation_id: string
  pack: string
  price_version: number
  credits: number
  created_at: Date
}

interface CreditTransactionRow {
  id: string
  organisation_id: string
  number: number
  kind: CreditKind
  cause_id: string
  hold_id: string | null
  payment_id: string | null
  available_after: number
  actor_id: string | null
  reason: string | null
  happened_at: Date
}

interface CreditEntryRow {
  transaction_id: string
  account: 'available' | 'held' | 'spent' | 'bought' | 'adjusted' | 'plan' | 'owed'
  amount: number
}

/** The tables of credits. */
export interface CreditTables {
  'payments.credit_price_list': PriceListRow
  'payments.credit_price': PriceRow
  'payments.credit_pack': PackRow
  'payments.credit_account': CreditAccountRow
  'payments.credit_hold': HoldRow
  'payments.credit_top_up': TopUpRow
  'payments.credit_transaction': CreditTransactionRow
  'payments.credit_entry': CreditEntryRow
}
