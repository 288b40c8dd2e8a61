import type { Route, RouteCall, RouteOutput } from '@holdfast/kernel/contract'

/** The contracts that an application passes in: `{ bookings: bookingRoutes }`. */
export type Contracts = Readonly<Record<string, Readonly<Record<string, Route>>>>

type Simplify<Shape> = { readonly [Key in keyof Shape]: Shape[Key] }
type AbsentPart<Parts> = {
  [Key in keyof Parts]: [Parts[Key]] extends [undefined] ? Key : never
}[keyof Parts]
type Present<Parts> = Omit<Parts, AbsentPart<Parts>>
type OptionalPart<Parts> = {
  [Key in keyof Parts]: Record<never, never> extends Parts[Key] ? Key : never
}[keyof Parts]

/** The parts that a route takes: `params`, `query`, `body`. One that may be empty may be left out. */
export type CallInput<R extends Route> = Simplify<
  Omit<Present<RouteCall<R>>, OptionalPart<Present<RouteCall<R>>>> &
    Partial<Pick<Present<RouteCall<R>>, OptionalPart<Present<RouteCall<R>>>>>
>

export interface CallOptions<Value = unknown> {
  /** Ends the call, its waits and its retries; it then throws `AbortedError`. */
  readonly signal?: AbortSignal | undefined
  /** A guest's key to one object. What it opens is never kept in a cache. */
  readonly accessToken?: string | undefined
  /** For the whole call with its retries; the route's own time unless told. */
  readonly timeoutMs?: number | undefined
  /** A key of the caller's own for a write; one is made and kept unless told. */
  readonly idempotencyKey?: string | undefined
  /** `reload` asks the service and keeps the answer; `none` neither looks nor keeps. */
  readonly cache?: 'reload' | 'none' | undefined
  /** A stale answer was given; this newer one has come meanwhile. */
  readonly onUpdate?: ((value: Value) => void) | undefined
}

type Run<R extends Route> =
  Record<never, never> extends CallInput<R>
    ? (input?: CallInput<R>, options?: CallOptions<RouteOutput<R>>) => Promise<RouteOutput<R>>
    : (input: CallInput<R>, options?: CallOptions<RouteOutput<R>>) => Promise<RouteOutput<R>>

/**
 * One operation of the service. Whatever goes wrong with the call is one of the kinds of
 * `CallError`; an input that can not be sent is a TypeError.
 */
export type Operation<R extends Route> = Run<R> & {
  readonly route: R
  /**
   * Whether this very write was sent less than `withinMs` ago, in this tab or before a reload,
   * and its outcome is unknown. Calling it again is safe.
   */
  isPending(input: CallInput<R>, withinMs: number): boolean
}

/** The operations of all contracts: `client.bookings.createBooking`. */
export type Operations<All extends Contracts> = {
  readonly [Module in keyof All]: {
    readonly [Name in keyof All[Module]]: Operation<All[Module][Name]>
  }
}

/** What any route may take, once its types are behind. */
export interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** A call on its way through the client. */
export interface Call {
  /** `bookings.createBooking` */
  readonly endpoint: string
  readonly route: Route
  readonly input: AnyInput
  readonly options: CallOptions
}
