import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { HealthCheck } from '@holdfast/kernel/health'
import { bind, bindJob, type Module } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { createWebhookInbox, type WebhookSource } from '@holdfast/kernel/webhooks'
import type { Sandbox } from './adapters/sandbox/sandbox.ts'
import { startAttempt } from './attempt/start-attempt.ts'
import { expireAttempt, observeAttempt } from './attempt/observe-attempt.ts'
import { creditRoutes, paymentRoutes as routes, type ProviderName } from './contract.ts'
import { boughtCredits } from './credits/add-bought-credits.ts'
import { adjustCredits } from './credits/adjust-credits.ts'
import { buyCredits } from './credits/buy-credits.ts'
import { exportStatement } from './credits/export-statement.ts'
import { showCredits } from './credits/show-credits.ts'
import { listCreditMovements } from './credits/statement.ts'
import { sweepHolds, sweepLostHolds, type IsAlive } from './credits/sweep-holds.ts'
import * as jobs from './jobs.ts'
import { createLedgerCheck } from './ledger/audit-check.ts'
import { showAccounts, showLedger } from './ledger/show-ledger.ts'
import { liveRules } from './live-rules.ts'
import type { PaymentsContext, PaymentsJob, PaymentsParts, PaymentsTransaction } from './parts.ts'
import { listPayments } from './payment/list-payments.ts'
import { showPayment } from './payment/show-payment.ts'
import { problems } from './problems.ts'
import { createProviders, type Offers } from './providers/providers.ts'
import { reconcile, reconcilePayments } from './reconcile/reconcile.ts'
import { noFailedSends, type FailedSends } from './refund/failed-sends.ts'
import { refundByStaff, settleRefund } from './refund/refund-by-staff.ts'
import { sendRefund } from './refund/send-refund.ts'
import { verifyPayment } from './verification/verify-payment.ts'
import { handleWebhook as handleJob } from './webhooks/webhook-jobs.ts'
import { handleWebhook } from './webhooks/handle-webhook.ts'
import { receiveWebhook } from './webhooks/receive-webhook.ts'

export { payerActions } from './actions.ts'
export { createSandbox, type Sandbox } from './adapters/sandbox/sandbox.ts'
export { createDuitku, type DuitkuProvider } from './adapters/duitku/duitku-provider.ts'
export { duitkuHosts } from './adapters/duitku/duitku-settings.ts'
export { UnusableSettings } from './providers/unusable-settings.ts'
export { createManual, type ManualMethod } from './adapters/manual/manual-provider.ts'
export { createStripe, type StripeProvider } from './adapters/stripe/stripe-provider.ts'
export { createSandboxPage } from './adapters/sandbox/sandbox-page.ts'
export { setCreditPlan, type CreditPlan } from './credits/plan.ts'
export { releaseCredits } from './credits/release-credits.ts'
export { requireCredits, reserveCredits, type ReserveCredits } from './credits/reserve-credits.ts'
export { settleCredits, type DecideCredits, type SettleCredits } from './credits/settle-credits.ts'
export type { IsAlive } from './credits/sweep-holds.ts'
export type { Hold } from './credits/hold.ts'
export { auditCredits } from './credits/audit-credits.ts'
export { auditLedger } from './ledger/audit-ledger.ts'
export { forgetPayer, type SubjectsOf } from './erase/forget-payer.ts'
export { owedBackTo } from './erase/owed-back-to.ts'
export { recordsOfPayer, type PayerRecord } from './erase/records-of-payer.ts'
export { closePayment, extendPayment, type OfSubject } from './payment/close-payment.ts'
export { paymentsOf, type PaymentFacts } from './payment/payments-of.ts'
export { requestPayment, type RequestPayment } from './payment/request-payment.ts'
export type { Offers } from './providers/providers.ts'
export type { Provider } from './providers/provider.ts'
export type { FailedSend, FailedSends } from './refund/failed-sends.ts'
export { refundPayment, type RefundPayment } from './refund/refund-payment.ts'
export { resealNotes } from './verification/reseal-notes.ts'
export type { Refund } from './refund/refund.ts'
export type { CallerTransaction } from './parts.ts'
export type { PaymentsTables } from './tables.ts'

export interface PaymentsOptions extends Pick<PaymentsParts, 'returnUrlOf' | 'secondPersonAbove'> {
  readonly database: Database<unknown>
  readonly vault: Vault
  readonly clock: Clock
  /** The ways to pay, in the order in which they are offered, and who takes the money. */
  readonly offers: Offers
  /** Of the providers. */
  readonly healthChecks?: readonly HealthCheck[]
  /** Where jobs lie that were to send a refund and failed for good. */
  readonly failedSends?: FailedSends
  /** Which jobs that hold credits still exist; without it no hold is swept. */
  readonly isAlive?: IsAlive
  /** Reports by itself what people chose on its page. */
  readonly sandbox?: Pick<Sandbox, 'report'>
}

/** Payments, refunds and the ledger: whatever is doubled, reordered or lost, money moves once. */
export function createPaymentsModule(options: PaymentsOptions): Module {
  const parts = partsOf(options)
  const ledger = createLedgerCheck()
  return {
    name: 'payments',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [
      bind(routes.listPayments, listPayments),
      bind(routes.showPayment, withParts(showPayment, parts)),
      bind(routes.startAttempt, withParts(startAttempt, parts)),
      bind(routes.verifyPayment, withParts(verifyPayment, parts)),
      bind(routes.refundPayment, withParts(refundByStaff, parts)),
      bind(routes.settleRefund, withParts(settleRefund, parts)),
      bind(routes.showLedger, showLedger),
      bind(routes.showAccounts, showAccounts),
      bind(creditRoutes.showCredits, showCredits),
      bind(creditRoutes.listCreditMovements, listCreditMovements),
      bind(creditRoutes.exportCreditMovements, (ctx: PaymentsContext, input) =>
        exportStatement(ctx, input),
      ),
      bind(creditRoutes.buyCredits, withParts(buyCredits, parts)),
      bind(creditRoutes.adjustCredits, adjustCredits),
      bind(routes.receiveFromSandbox, receiving('sandbox', parts)),
      bind(routes.receiveFromStripe, receiving('stripe', parts)),
      bind(routes.receiveFromDuitku, receiving('duitku', parts)),
    ],
    jobs: [
      bindJob(jobs.observeAttempt, withJobParts(observeAttempt, parts)),
      bindJob(jobs.expireAttempt, withJobParts(expireAttempt, parts)),
      bindJob(jobs.sendRefund, withJobParts(sendRefund, parts)),
      bindJob(handleJob, withJobParts(handleWebhook, parts)),
      bindJob(reconcile, withJobParts(reconcilePayments, parts)),
      ...sweepOf(options),
    ],
    subscriptions: [boughtCredits],
    schedules: [ledger.schedule, ...reportsOf(options)],
    healthChecks: [ledger.healthCheck, ...(options.healthChecks ?? [])],
    live: liveRules,
  }
}

const reportEveryMs = 5_000

function reportsOf({ sandbox }: PaymentsOptions): Module['schedules'] {
  if (!sandbox) return []
  return [{ name: 'payments.sandbox', everyMs: reportEveryMs, run: () => sandbox.report() }]
}

function sweepOf({ isAlive }: PaymentsOptions): Module['jobs'] {
  if (!isAlive) return []
  return [bindJob(sweepHolds, (ctx: PaymentsJob) => sweepLostHolds(ctx, { isAlive }))]
}

/** What the verbs of payments are given. */
export function partsOf(options: PaymentsOptions): PaymentsParts {
  const { database, vault, clock, offers, returnUrlOf, secondPersonAbove } = options
  const { failedSends = noFailedSends } = options
  const providers = createProviders(offers)
  const sources = providers.all.flatMap(({ name, webhooks }): [string, WebhookSource][] =>
    webhooks ? [[name, webhooks.source]] : [],
  )
  const inbox = createWebhookInbox<PaymentsTransaction>({
    database,
    vault,
    clock,
    sources: Object.fromEntries(sources),
    onStored: async (tx, { id }) => {
      await tx.enqueue(handleJob, { webhookId: id }, { key: id })
    },
  })
  return { providers, inbox, vault, failedSends, returnUrlOf, secondPersonAbove }
}

function withParts<Input, Output>(
  verb: (ctx: PaymentsContext, input: Input, parts: PaymentsParts) => Promise<Output>,
  parts: PaymentsParts,
) {
  return (ctx: PaymentsContext, input: Input) => verb(ctx, input, parts)
}

function withJobParts<Input>(
  work: (ctx: PaymentsJob, input: Input, parts: PaymentsParts) => Promise<void>,
  parts: PaymentsParts,
) {
  return (ctx: PaymentsJob, input: Input) => work(ctx, input, parts)
}

function receiving(name: ProviderName, parts: PaymentsParts) {
  return (ctx: PaymentsContext, input: Parameters<typeof receiveWebhook>[1]) =>
    receiveWebhook(ctx, input, { name, parts })
}
