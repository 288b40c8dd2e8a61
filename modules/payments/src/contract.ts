// Shapes and routes of payments, browser-safe. Each part stands in a file of its own.
import { paymentRoutes as ofPayments } from './contract/payment-routes.ts'
import { webhookRoutes } from './contract/webhook-routes.ts'

export { next, type Next } from './contract/next.ts'
export { paymentDetail, paymentRow } from './contract/payment.ts'
export type { LedgerTransaction, PaymentDetail, PaymentRow } from './contract/payment.ts'
export {
  attemptStates,
  disputeStates,
  paymentMethods,
  paymentStates,
  providerNames,
  refundStates,
} from './contract/states.ts'
export type {
  AttemptState,
  DisputeState,
  PaymentMethod,
  PaymentState,
  ProviderName,
  RefundState,
} from './contract/states.ts'

/** The routes of payments, below `/api/v1`. */
export const paymentRoutes = { ...ofPayments, ...webhookRoutes } as const
