import { sleep, systemClock, type Clock } from '../clock/clock.ts'
import { attempt } from './attempt.ts'
import { createBreaker, type Breaker, type BreakerState, type Passage } from './breaker.ts'
import { createBulkhead, type Bulkhead } from './bulkhead.ts'
import { callHeaders } from './call-headers.ts'
import { isOutboundError, OutboundError, type OutboundErrorKind } from './outbound-error.ts'
import { prepareCall, prepareFetch, type OutboundCall, type PreparedCall } from './prepare-call.ts'
import { createProviderMetrics, type ProviderMetrics } from './provider-metrics.ts'
import { limitsOf, type ProviderLimits, type ProviderOptions } from './provider-options.ts'
import { fetchPublicAddress } from './public-fetch.ts'
import type { OutboundResponse } from './response.ts'
import { readRetryAfter } from './retry-after.ts'
import { isWorthRepeating, pauseMs } from './retry.ts'
import { kindOfStatus } from './status-kind.ts'
import { fetchTransport, type Transport } from './transport.ts'

export interface ProviderState {
  readonly breaker: BreakerState
  readonly inFlight: number
  readonly waiting: number
}

/** Somebody else's service, with what bounds the harm that it can do here. */
export interface Provider {
  readonly name: string
  /**
   * Resolves with a whole answer of status 2xx. Throws OutboundError for everything else, and the
   * signal's own reason when the caller gives up.
   */
  call(call: OutboundCall): Promise<OutboundResponse>
  /**
   * The same for clients that bring their own: they get answers of every status, and a failure of
   * the network as an OutboundError. Turn their own retries off.
   */
  readonly fetch: typeof fetch
  /** Degraded while the breaker is open. */
  readonly healthCheck: {
    readonly name: string
    readonly kind: 'degraded'
    run(): Promise<Readonly<Record<string, unknown>>>
  }
  state(): ProviderState
}

/**
 * A client of one service, made once for the process: every call shares its breaker, its places
 * and its metrics. Throws when the options make no sense.
 */
export function defineProvider(name: string, options: ProviderOptions): Provider {
  return new Client(name, options)
}

/** How a call ended: an answer, with a failure unless it is a 2xx, or none. */
type Ending =
  | { readonly response: OutboundResponse; readonly failure?: OutboundError }
  | { readonly response?: undefined; readonly failure: OutboundError }

class Client implements Provider {
  readonly name: string
  readonly fetch: typeof fetch
  readonly healthCheck: Provider['healthCheck']
  readonly #baseUrl: URL
  readonly #options: ProviderOptions
  readonly #limits: ProviderLimits
  readonly #clock: Clock
  readonly #transport: Transport
  readonly #metrics: ProviderMetrics
  readonly #bulkhead: Bulkhead
  readonly #breaker: Breaker

  constructor(name: string, options: ProviderOptions) {
    this.name = name
    this.#options = options
    this.#limits = limitsOf(name, options)
    this.#baseUrl = new URL(options.baseUrl)
    this.#clock = options.clock ?? systemClock
    this.#transport = transportOf(options)
    this.#metrics = createProviderMetrics(name, options.metrics)
    this.#bulkhead = createBulkhead(this.#limits.concurrency, () => {
      this.#metrics.placesAre(this.#bulkhead)
    })
    this.#breaker = createBreaker(this.#limits.breaker, this.#clock, (state) => this.#tell(state))
    this.#metrics.breakerIs('closed')
    this.#metrics.placesAre(this.#bulkhead)
    this.fetch = (input, init) => this.#fetch(input, init)
    this.healthCheck = { name, kind: 'degraded', run: () => this.#checkHealth() }
  }

  async call(call: OutboundCall): Promise<OutboundResponse> {
    const { response, failure } = await this.#perform(prepareCall(this.#baseUrl, call))
    if (response && !failure) return response
    throw failure
  }

  state(): ProviderState {
    const { inFlight, waiting } = this.#bulkhead
    return { breaker: this.#breaker.state, inFlight, waiting }
  }

  async #fetch(...asked: Parameters<typeof fetch>): Promise<Response> {
    const { response, failure } = await this.#perform(await prepareFetch(this.#baseUrl, ...asked))
    if (response) return response.toFetchResponse()
    throw failure
  }

  async #perform(prepared: PreparedCall): Promise<Ending> {
    const call = { ...prepared, headers: callHeaders(prepared.headers, this.#options.headers) }
    const { retry, totalMs } = this.#limits
    const endsAtMs = this.#clock.monotonicMs() + (call.totalMs ?? totalMs)
    let last: Ending | undefined
    for (let number = 1; ; number++) {
      const ending: Ending = await this.#attempt(call, endsAtMs, last?.failure)
      // What was never sent says less than the attempt before it.
      if (last && !wasSent(ending)) return last
      last = ending
      const { failure } = ending
      if (!failure || !call.isRepeatable || number >= retry.attempts) return ending
      if (!isWorthRepeating(failure)) return ending
      const waitMs = pauseMs(
        { attempt: number, retryAfterMs: failure.retryAfterMs },
        retry,
        this.#options.random ?? Math.random,
      )
      if (this.#clock.monotonicMs() + waitMs >= endsAtMs) return ending
      await sleep(this.#clock, waitMs, call.signal)
      call.signal?.throwIfAborted()
    }
  }

  async #attempt(
    call: PreparedCall,
    endsAtMs: number,
    earlier: OutboundError | undefined,
  ): Promise<Ending> {
    const refusedForMs = this.#breaker.refusedForMs()
    if (refusedForMs !== undefined) return this.#refuse('refused-by-breaker', refusedForMs)
    const leave = await this.#takePlace(call, endsAtMs)
    if (!leave) return this.#refuse('overloaded')
    try {
      const passage = this.#breaker.enter()
      if (passage) return await this.#send(call, { endsAtMs, passage, earlier })
      return this.#refuse('refused-by-breaker', this.#breaker.refusedForMs())
    } finally {
      leave()
    }
  }

  async #takePlace(call: PreparedCall, endsAtMs: number): Promise<(() => void) | undefined> {
    const waiting = new AbortController()
    const stop = () => waiting.abort()
    const cancel = this.#clock.schedule(endsAtMs - this.#clock.monotonicMs(), stop)
    call.signal?.addEventListener('abort', stop, { once: true })
    try {
      call.signal?.throwIfAborted()
      const leave = await this.#bulkhead.enter(waiting.signal)
      if (!leave) call.signal?.throwIfAborted()
      return leave
    } finally {
      cancel()
      call.signal?.removeEventListener('abort', stop)
    }
  }

  async #send(call: PreparedCall, { endsAtMs, passage, earlier }: Sending): Promise<Ending> {
    const startedAtMs = this.#clock.monotonicMs()
    const timeoutMs = Math.min(call.timeoutMs ?? this.#limits.timeoutMs, endsAtMs - startedAtMs)
    const told = (outcome: string) =>
      this.#metrics.attempted(outcome, this.#clock.monotonicMs() - startedAtMs)
    try {
      const response = await attempt({
        ...call,
        provider: this.name,
        transport: this.#transport,
        clock: this.#clock,
        maxResponseBytes: this.#limits.maxResponseBytes,
        timeoutMs,
      })
      const kind = kindOfStatus(response.status)
      passage.ended(kind === 'transient' ? 'badly' : 'well')
      told(`${Math.floor(response.status / 100)}xx`)
      return kind
        ? { response, failure: this.#answered(kind, response).after(earlier) }
        : { response }
    } catch (error) {
      if (!isOutboundError(error)) {
        passage.ended('neither')
        told('aborted')
        throw error
      }
      passage.ended(isProvidersFault(error) ? 'badly' : 'neither')
      told(error.kind)
      return { failure: error.after(earlier) }
    }
  }

  #answered(kind: OutboundErrorKind, response: OutboundResponse): OutboundError {
    const retryAfterMs = readRetryAfter(response.headers, this.#clock.now())
    return new OutboundError({ provider: this.name, kind, response, retryAfterMs })
  }

  #refuse(kind: OutboundErrorKind, retryAfterMs?: number): Ending {
    this.#metrics.refused(kind)
    return { failure: this.#failed(kind, retryAfterMs) }
  }

  #failed(kind: OutboundErrorKind, retryAfterMs?: number): OutboundError {
    return new OutboundError({ provider: this.name, kind, retryAfterMs })
  }

  #tell(breaker: BreakerState): void {
    this.#metrics.breakerIs(breaker)
    const { log } = this.#options
    if (breaker === 'open') log?.warn({ provider: this.name }, 'A provider fails and is left alone')
    if (breaker === 'closed') log?.info({ provider: this.name }, 'A provider works again')
  }

  async #checkHealth(): Promise<Readonly<Record<string, unknown>>> {
    if (this.#breaker.state === 'open') {
      throw this.#failed('refused-by-breaker', this.#breaker.refusedForMs())
    }
    return { ...this.state() }
  }
}

interface Sending {
  readonly endsAtMs: number
  readonly passage: Passage
  readonly earlier: OutboundError | undefined
}

function transportOf(options: ProviderOptions): Transport {
  const { refusePrivateAddresses, transport } = options
  if (transport) return transport
  if (!refusePrivateAddresses) return fetchTransport
  return fetchPublicAddress(refusePrivateAddresses === true ? {} : refusePrivateAddresses)
}

function wasSent({ failure }: Ending): boolean {
  return failure?.kind !== 'refused-by-breaker' && failure?.kind !== 'overloaded'
}

/** An answer that is too large was given; an address that is refused was never asked. */
function isProvidersFault({ kind }: OutboundError): boolean {
  return kind === 'network' || kind === 'timeout'
}
