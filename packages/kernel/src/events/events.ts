/** Events: what happened, written in the transaction that caused it, and read by everybody else. */
export { appendEvent, eventChannel } from './append-event.ts'
export type { Event, NewEvent } from './event.ts'
export { positionKey, type Position } from './position.ts'
export { readEvents, type EventPage, type EventQuery, type EventSource } from './read-events.ts'
export { readHistory, type HistoryQuery } from './read-history.ts'
export { hasHeldEvents } from './held-events.ts'
export { Wakeup } from './subscriptions/wakeup.ts'
export {
  createSubscriptions,
  type Subscriptions,
  type SubscriptionsOptions,
} from './subscriptions/create-subscriptions.ts'
export type { EventLog } from './subscriptions/deliver.ts'
export { listEventFailures, type EventFailure } from './subscriptions/failure-store.ts'
export type {
  RetryRules,
  Subscription,
  SubscriptionTransaction,
} from './subscriptions/subscription.ts'
export {
  auditUsage,
  readAuditCommand,
  runAuditCommand,
  type AuditCommand,
  type AuditCommandParts,
} from './audit-trail/command.ts'
export { sealAuditTrail } from './audit-trail/seal.ts'
export {
  verifyAuditTrail,
  type AuditFinding,
  type AuditHead,
  type AuditReport,
} from './audit-trail/verify.ts'
export { listEvents, type ListedEvent, type ListedEvents, type ListQuery } from './list-events.ts'
