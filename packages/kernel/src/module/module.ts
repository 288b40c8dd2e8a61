import type { Route, RouteInput, RouteOutput } from '../contract/contract.ts'
import type { Subscription } from '../events/events.ts'
import type { HealthCheck } from '../health/health.ts'
import { requestProblems, type ProblemFactory } from '../problems/problems.ts'
import type { BoundFollowable } from './bind-followable.ts'
import type { BoundJob } from './bind-job.ts'
import type { BoundMessage } from './bind-message.ts'
import type { Context } from './context.ts'
import type { LiveRules } from './live-rules.ts'
import type { StreamCall } from './stream-call.ts'
import type { VerbInput } from './verb-input.ts'

export {
  anonymousGuest,
  forPeopleAlone,
  guestId,
  isAnonymous,
  missingAction,
  permit,
  requirePerson,
  systemActor,
} from './actor.ts'
export type { Actor } from './actor.ts'
export {
  bindFollowable,
  type BoundFollowable,
  type Followable,
  type NumberedEvent,
  type NumberedPage,
} from './bind-followable.ts'
export { bindJob, type BoundJob, type JobContext, type JobHandler } from './bind-job.ts'
export { bindMessage, type BoundMessage, type MessageType } from './bind-message.ts'
export { jobWork, type JobWorkParts } from './job-work.ts'
export type { LiveEvents, LiveRules } from './live-rules.ts'
export type { StreamCall } from './stream-call.ts'
export type { StreamedBody, VerbInput } from './verb-input.ts'
export type { Context, VerbTransaction } from './context.ts'
export { createContext, type ContextOptions } from './create-context.ts'

/** What a business module gives to the composition root: its table of contents. */
export interface Module {
  /** Also the name of its schema in PostgreSQL and the first word of its problem codes. */
  readonly name: string
  readonly routes: readonly BoundRoute[]
  readonly problems: readonly Readonly<Record<string, ProblemFactory>>[]
  /** Absolute path of the folder with `NNNN-name.sql`; absent for a module without tables. */
  readonly migrations?: string
  readonly subscriptions: readonly Subscription[]
  readonly jobs: readonly BoundJob[]
  readonly schedules: readonly Schedule[]
  readonly healthChecks: readonly HealthCheck[]
  /** Who may hear of which events while they happen; nobody of any unless told. */
  readonly live?: LiveRules
  /** What clients may send over a WebSocket; nothing unless told. */
  readonly messages?: readonly BoundMessage[]
  /** Objects whose events clients may follow one by one over a WebSocket; none unless told. */
  readonly followables?: readonly BoundFollowable[]
}

/** Work that is done again and again, by one process at a time. */
export interface Schedule {
  readonly name: string
  readonly everyMs: number
  run(ctx: Context<unknown>): Promise<void>
}

/** Does one thing for one caller: permit → transaction → rules → write → event → return. */
export type Verb<R extends Route, DB> = (
  ctx: Context<DB>,
  input: VerbInput<R>,
) => Promise<Answer<R>>

/**
 * What a verb returns: the body, answered with the lowest success status of the route,
 * or `answer(…)` where the status or a header is the verb's to choose.
 */
export type Answer<R extends Route> =
  | RouteOutput<R>
  | Answered<RouteOutput<R> | TextOf<R['responses'][keyof R['responses']]>, StatusOf<R>>

type StatusOf<R extends Route> = keyof R['responses'] & number
/** The body of a response that is not JSON, such as a calendar file or a PDF. */
type TextOf<Response> = Response extends { readonly contentType: string }
  ? string | Uint8Array
  : undefined

/** Headers by name. Several values of one name are several headers where that is `Set-Cookie`. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>

/** Made by `answer`; a class, so that no body can be mistaken for it. */
export class Answered<Body, Status extends number = number> {
  readonly status: Status
  readonly body: Body
  readonly headers: AnswerHeaders

  constructor(status: Status, body: Body, headers: AnswerHeaders) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/**
 * An answer with a status and headers of its own: `answer(201, booking, { location })`. A route
 * that declares `cookies` may set several: `answer(200, me, { 'set-cookie': [session, device] })`.
 */
export function answer<Body, const Status extends number>(
  status: Status,
  body: Body,
  headers: AnswerHeaders = {},
): Answered<Body, Status> {
  return new Answered(status, body, headers)
}

/** A route and its verb, with the types of its input and tables forgotten. */
export interface BoundRoute {
  readonly route: Route
  /** `input` must have been parsed by the route's contract. */
  readonly run: (ctx: Context<unknown>, input: RouteInput<Route>) => Promise<unknown>
  /**
   * Whose account the request tries, by a name that is no secret; undefined when it tries none. It
   * is charged to the route's limit beside the caller, as `limitPer` does it for a field.
   */
  readonly account?: (
    ctx: Context<unknown>,
    input: RouteInput<Route>,
  ) => Promise<string | undefined>
  /** Answers a route that streams, in place of `run`. Resolves when the stream is open. */
  readonly stream?: (call: StreamCall) => Promise<void>
  /** Throws a problem where there is nothing to stream to whoever asks; runs before `stream`. */
  readonly find?: BoundRoute['run']
}

/**
 * Ties a route that streams to what answers it. `find` throws a problem when what it is about is
 * not there for who asks.
 */
export function bindStream<const R extends Route, DB>(
  route: R,
  stream: (call: StreamCall) => Promise<void>,
  find: (ctx: Context<DB>, input: RouteInput<R>) => Promise<unknown> = async () => undefined,
): BoundRoute {
  const found = forgetTypes(find)
  return {
    route,
    stream,
    find: found,
    // Where there is no connection, as in a test without a socket, it refuses whom it must.
    async run(ctx, input) {
      if (route.action !== undefined) ctx.permit(route.action)
      await found(ctx, input)
      throw requestProblems.unavailable({ reason: 'no connection to stream to' })
    },
  }
}

/** Ties a route of the contract to the verb that answers it. */
export function bind<const R extends Route, DB>(
  route: R,
  verb: Verb<R, DB>,
  options: { readonly account?: AccountOf<R, DB> } = {},
): BoundRoute {
  const { account } = options
  return { route, run: forgetTypes(verb), ...(account && { account: forgetTypes(account) }) }
}

type AccountOf<R extends Route, DB> = (
  ctx: Context<DB>,
  input: RouteInput<R>,
) => Promise<string | undefined>

// A verb is called with what its own route's schemas returned and with the one database that
// holds every module's schema: both are true by construction and can not be told to the types.
function forgetTypes<R extends Route, DB, Result>(
  work: (ctx: Context<DB>, input: VerbInput<R>) => Promise<Result>,
) {
  return work as unknown as (ctx: Context<unknown>, input: RouteInput<Route>) => Promise<Result>
}
