// Shapes and routes of payments, browser-safe. Each part stands in a file of its own.
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
