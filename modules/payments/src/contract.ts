// Shapes and routes of payments, browser-safe. Each part stands in a file of its own.
import { creditRoutes as ofCredits } from './contract/credit-routes.ts'
import { paymentRoutes as ofPayments } from './contract/payment-routes.ts'
import { webhookRoutes } from './contract/webhook-routes.ts'

export type { CreditAccount, CreditMovement, CreditPack } from './contract/credits.ts'
export { next, type Next } from './contract/next.ts'
export { paymentDetail, paymentRow } from './contract/payment.ts'
export type { LedgerTransaction, PaymentDetail, PaymentRow } from './contract/payment.ts'
export {
  attemptStates,
  creditKinds,
  disputeStates,
  holdStates,
  paymentMethods,
  paymentStates,
  providerNames,
  refundStates,
} from './contract/states.ts'
export type {
  AttemptState,
  CreditKind,
  DisputeState,
  HoldState,
  PaymentMethod,
  PaymentState,
  ProviderName,
  RefundState,
} from './contract/states.ts'

/** The routes of payments, below `/api/v1`. */
export const paymentRoutes = { ...ofPayments, ...webhookRoutes } as const

/** The routes of credits, below `/api/v1`. */
export const creditRoutes = ofCredits
