import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock/clock.ts'
import type { Deadlines } from './deadlines.ts'
import type { Exchange } from './exchange.ts'
import type { HeaderPlan } from './header-plan.ts'
import type { EdgeOptions, Listener } from './options.ts'
import type { IsOverloaded } from './overload.ts'
import type { RequestLimits } from './request-limits.ts'
import type { CompiledSecurityHeaders } from './security-headers.ts'

/** Everything that is worked out once, and the little that changes. */
export interface Edge {
  readonly options: EdgeOptions
  readonly listener: Listener
  readonly clock: Clock
  readonly limits: RequestLimits
  readonly plan: HeaderPlan
  readonly security: CompiledSecurityHeaders
  readonly deadlines: Deadlines<Exchange>
  readonly isOverloaded: IsOverloaded
  readonly addressOf: (request: IncomingMessage) => string
  readonly newNonce: () => string
  readonly record: (exchange: Exchange) => void
  readonly countMalformed: (code: string) => void
  inFlight: number
  isDraining: boolean
  /** Called when nothing is in flight any more. */
  waiters: (() => void)[]
}
