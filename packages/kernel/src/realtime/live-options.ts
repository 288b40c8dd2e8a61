import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { LiveRules } from '../module/module.ts'
import type { Database, Listener } from '../postgres/postgres.ts'
import type { ConnectionLimits } from './connection.ts'

export interface LiveOptions extends Partial<ConnectionLimits> {
  readonly database: Database<unknown>
  /** Wakes the reader; without its notifications it still looks every `pollEveryMs`. */
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  readonly rules: readonly LiveRules[]
  /** Where the service is: its own pages may follow. */
  readonly publicUrl: string
  /** Other pages that may. */
  readonly origins: readonly string[]
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly metrics: Metrics
  /** 10 unless told. */
  readonly maxPerActor?: number
  /** In this process; 5,000 unless told. */
  readonly maxConnections?: number
  /** A client that missed more has to read anew; 1,000 unless told. */
  readonly maxReplayed?: number
  /** 30,000 unless told. */
  readonly heartbeatMs?: number
  /** How often everybody's rights are looked at, whatever happened; 60,000 unless told. */
  readonly checkEveryMs?: number
  /** 5,000 unless told. */
  readonly pollEveryMs?: number
  /** In [0, 1), for the time at which each client comes back after a restart. */
  readonly random?: () => number
}

export type GivenLiveOptions = Required<LiveOptions>

export const liveDefaults = {
  maxPerActor: 10,
  maxConnections: 5_000,
  maxReplayed: 1_000,
  maxPending: 1_000,
  maxBufferedBytes: 262_144,
  heartbeatMs: 30_000,
  checkEveryMs: 60_000,
  pollEveryMs: 5_000,
  random: Math.random,
} as const
