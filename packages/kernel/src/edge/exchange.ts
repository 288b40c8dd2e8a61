import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../clock/clock.ts'
import { acceptCorrelationId, acceptTraceparent } from '../context/context.ts'
import type { RequestContext } from '../context/context.ts'
import type { FlatHeaders } from '../cors/cors.ts'
import type { Deadlines } from './deadlines.ts'
import type { HeaderPlan } from './header-plan.ts'
import type { EdgeOptions, Listener } from './options.ts'
import type { IsOverloaded } from './overload.ts'
import type { RequestLimits } from './request-limits.ts'
import type { CompiledSecurityHeaders } from './security-headers.ts'
import type { ServerSpan } from '../tracing/tracing.ts'

/** Everything that is worked out once, and the little that changes. */
export interface Edge {
  readonly options: EdgeOptions
  readonly listener: Listener
  readonly clock: Clock
  readonly limits: RequestLimits
  readonly plan: HeaderPlan
  readonly security: CompiledSecurityHeaders
  readonly deadlines: Deadlines<Exchange>
  /** Bodies that have not come in full. */
  readonly arriving: Deadlines<ArrivingBody>
  readonly isOverloaded: IsOverloaded
  readonly addressOf: (request: IncomingMessage) => string
  readonly newNonce: () => string
  readonly record: (exchange: Exchange) => void
  readonly countMalformed: (code: string) => void
  inFlight: number
  /** Answers that go on until one side ends them; they are not in flight. */
  streams: number
  isDraining: boolean
  /** Called when nothing is in flight any more. */
  waiters: (() => void)[]
}

/** A body that has not come in full. */
export interface ArrivingBody {
  readonly exchange: Exchange
  /** When it is looked at, on the clock's monotonic scale. */
  deadlineAtMs: number
  /** How much had come when it was last looked at. */
  seenBytes: number
}

/** One request and its answer, from the first byte until the answer is out or the client gone. */
export class Exchange implements RequestContext {
  readonly edge: Edge
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The response forgets its connection when it is done; this does not. */
  readonly socket: Socket
  readonly startedAtMs: number
  readonly correlationId: string
  /** As it came; while traces are collected, that of this request's own span. */
  traceparent: string | undefined
  readonly clientAddress: string
  actorId: string | undefined = undefined
  organisationId: string | undefined = undefined
  route: string | undefined = undefined
  /** Without the query. */
  path = ''
  deadlineAtMs: number | undefined = undefined
  durationLimitMs = 0
  corsHeaders: FlatHeaders | undefined = undefined
  /** What was answered; 0 before. */
  status = 0
  /** Bytes of the body that have arrived, whatever was announced. */
  countedBytes = 0
  readonly socketBytesBefore: number
  /** The client waits for `100 Continue` before it sends the body. */
  awaitsContinue = false
  arrivingBody: ArrivingBody | undefined = undefined
  closesConnection = false
  /** Its access line matters only when it goes wrong. */
  isRoutine = false
  /** The edge answers in place of the listener, whose writes go nowhere from now on. */
  isTakenOver = false
  isOver = false
  /** Its answer goes on until one side ends it. */
  isStream = false
  /** While traces are collected. */
  span: ServerSpan | undefined = undefined
  #controller: AbortController | undefined = undefined
  #abortReason: unknown = undefined
  #nonce: string | undefined = undefined

  constructor(edge: Edge, request: IncomingMessage, response: ServerResponse) {
    const { headers, socket } = request
    this.edge = edge
    this.request = request
    this.response = response
    this.socket = socket
    this.startedAtMs = edge.clock.monotonicMs()
    this.correlationId = acceptCorrelationId(headers)
    this.traceparent = acceptTraceparent(headers['traceparent'])
    this.clientAddress = edge.addressOf(request)
    this.socketBytesBefore = socket.bytesWritten
  }

  /** Made when somebody asks for it: most listeners never do, and it costs a microsecond. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#abortReason ??= reason
    this.#controller?.abort(this.#abortReason)
  }

  /** One for this answer, made when first asked for. */
  get nonce(): string {
    this.#nonce ??= this.edge.newNonce()
    return this.#nonce
  }
}

const exchangeKey = Symbol('holdfast.exchange')

type Carrier = (IncomingMessage | ServerResponse | Socket) & { [exchangeKey]?: Exchange }

/** Request, response and connection lead to the exchange; a connection to its latest one. */
export function remember(exchange: Exchange): void {
  mark(exchange.request, exchange)
  mark(exchange.response, exchange)
  mark(exchange.socket, exchange)
}

export function exchangeOf(carrier: IncomingMessage | ServerResponse | Socket) {
  return (carrier as Carrier)[exchangeKey]
}

function mark(carrier: Carrier, exchange: Exchange): void {
  carrier[exchangeKey] = exchange
}
