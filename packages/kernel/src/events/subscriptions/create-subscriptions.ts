import { systemClock, type Clock } from '../../clock/clock.ts'
import type { JobQueue } from '../../jobs/jobs.ts'
import type { Database, Listener } from '../../postgres/postgres.ts'
import { eventChannel } from '../append-event.ts'
import { handle, type EventLog } from './deliver.ts'
import { takeFailed } from './failure-store.ts'
import { Runner, type RunnerParts } from './runner.ts'
import { defaultRetryRules, type RetryRules, type Subscription } from './subscription.ts'

export interface SubscriptionsOptions {
  readonly database: Database<unknown>
  /** Wakes them; without its notifications they still look every `pollEveryMs`. */
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  readonly log: EventLog
  readonly subscriptions: readonly Subscription[]
  readonly clock?: Clock
  /** Takes the jobs that handlers enqueue; without it `tx.enqueue` throws. */
  readonly jobs?: JobQueue | undefined
  readonly retry?: Partial<RetryRules>
  /** The backstop: how often to look without being woken; 5,000 unless told. */
  readonly pollEveryMs?: number
}

/**
 * Runs subscriptions, in as many processes as you like: each event is handled by one of them, in
 * order, and a process that is killed at any moment loses and doubles nothing.
 */
export interface Subscriptions {
  start(): void
  /** Takes no further event and resolves when the running handlers are done. */
  stop(): Promise<void>
  /** Resolves when everything committed before the call was handled or given up. */
  waitUntilIdle(): Promise<void>
  /** Handles an event from `kernel.event_failure` again; false when it is not there any more. */
  retryFailure(subscription: string, eventId: string): Promise<boolean>
}

export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { database, listener, log, clock = systemClock, pollEveryMs = 5_000 } = options
  const rules = { ...defaultRetryRules, ...options.retry }
  const parts: RunnerParts = { database, log, clock, rules, pollEveryMs, jobs: options.jobs }
  const runners = named(options.subscriptions).map((one) => new Runner(parts, one))
  const wakeAll = () => {
    for (const runner of runners) runner.wake()
  }
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  let unsubscribe: readonly (() => void)[] = []

  return {
    start() {
      unsubscribe = [listener.subscribe(eventChannel, wakeAll), listener.onReconnect(wakeAll)]
      running = Promise.all(runners.map((runner) => runner.run(stopping.signal)))
    },
    async stop() {
      for (const end of unsubscribe) end()
      stopping.abort()
      await running
    },
    async waitUntilIdle() {
      await Promise.all(runners.map((runner) => runner.untilIdle()))
    },
    retryFailure(name, eventId) {
      const subscription = options.subscriptions.find((one) => one.name === name)
      if (!subscription) return Promise.resolve(false)
      return database.transaction(async (tx) => {
        const event = await takeFailed(tx, name, eventId)
        if (event) await handle(parts, subscription, { event, tx })
        return event !== undefined
      })
    },
  }
}

/** Two under one name would share a position and each miss what the other one took. */
function named(subscriptions: readonly Subscription[]): readonly Subscription[] {
  const names = subscriptions.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`Two subscriptions are called "${twice}"`)
  return subscriptions
}
