import { ProviderRefusal } from '../../providers/provider-errors.ts'
import type { Observation, Order, Provider } from '../../providers/provider.ts'
import type { PaymentsTables } from '../../tables.ts'
import { book, bookRefund, findBooked, observed } from './sandbox-books.ts'
import { outcomeOf, type ChoiceName } from './sandbox-choices.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { tokenOf, type SandboxOrder } from './sandbox-order.ts'
import { reportDue } from './sandbox-reports.ts'
import { sandboxSecrets, sandboxWebhooks } from './sandbox-webhooks.ts'

/** A provider that moves no money: a person chooses on its page what happens. */
export interface Sandbox extends Provider {
  /** Does what a person chose and reports it. False when it was over already. */
  choose(order: SandboxOrder, name: ChoiceName): Promise<boolean>
  stateOf(order: SandboxOrder): Promise<Observation>
  /** Reports what is due: late payments, and what this service did not take before. */
  report(): Promise<void>
}

/** Throws in production, where nobody may book without paying. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { vault, clock, publicUrl, production } = options
  if (production) throw new Error('The payment sandbox does not run in production')
  // Looked up when asked for: the pool refuses to be used inside its own transaction.
  const db = () => options.database.withTypes<PaymentsTables>().kysely
  const secrets = sandboxSecrets(vault)

  async function observe({ attemptId }: Pick<Order, 'attemptId'>): Promise<Observation> {
    return observed(await findBooked(db(), attemptId), clock.now())
  }

  return {
    name: 'sandbox',
    webhooks: sandboxWebhooks(secrets),
    async createPayment(order) {
      const url = `${publicUrl}/sandbox/pay/${tokenOf(vault, order, clock.now())}`
      // Nobody can have chosen anything before the first link was given out.
      const seen: Observation = order.providerReference ? await observe(order) : { state: 'open' }
      const providerReference = `sandbox_${order.attemptId}`
      return { ...seen, providerReference, next: { kind: 'redirect', url } }
    },
    async expirePayment(order) {
      const { attemptId, amount } = order
      const expired = { state: 'expired', settlesAt: null, reportsAt: null, reports: 0 } as const
      await book(db(), { attemptId, ...amount }, expired)
      return observe(order)
    },
    fetchStatus: observe,
    async refund({ refundId, order, amount }) {
      const { attemptId } = order
      const returned = { refundId, attemptId, amount: amount.amount, now: clock.now() }
      const isDone = await bookRefund(db(), returned)
      if (!isDone) throw new ProviderRefusal('more_than_paid')
      return { state: 'settled', providerReference: `sandbox_${refundId}` }
    },
    stateOf: observe,
    async choose(order, name) {
      const now = clock.now()
      const dueBy = order.dueBy === null ? null : new Date(order.dueBy)
      const { attemptId, amount } = order
      const isNew = await book(db(), { attemptId, ...amount }, outcomeOf(name, dueBy, now))
      await reportDue(options, secrets)
      return isNew
    },
    report: () => reportDue(options, secrets),
  }
}
