// Browser-safe: imports zod and nothing else. Site, console and client bundle this file.
import { z } from 'zod'

// Zod compiles objects with `new Function`, which the content security policy of a page refuses
// and reports. It tries when the first object is made, so this stands before all of them.
if ('document' in globalThis) z.config({ jitless: true })

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Whom a route is for. `public`: anybody. `guest`: the holder of a signed link to one object, or
 * an operator. `person`: somebody who signed in, about themselves. `operator`: a person or
 * program of the organisation. Guests and operators must hold the route's `action` besides.
 */
export type Access = 'public' | 'guest' | 'person' | 'operator'

/** A response that a route can give besides its problems. */
export interface RouteResponse<Schema extends z.ZodType = z.ZodType> {
  readonly description: string
  /** Absent for an answer without a body. */
  readonly schema?: Schema
  readonly example?: unknown
  /** `application/json` unless told. */
  readonly contentType?: string
}

export interface RouteRequest {
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly headers?: z.ZodObject
  readonly body?: z.ZodType
}

/** A request as it came: what a signature was made of. */
export interface RawRequest {
  readonly body: Uint8Array
  readonly contentType: string | undefined
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Who sent it, behind the trusted proxies; `unknown` when nobody can say. */
  readonly clientAddress: string
}

/** How long a client may give the answer of a GET again. */
export interface RouteCache {
  /** Given without asking the service. */
  readonly ttlMs: number
  /** So long after that it is given once more, while a newer one is fetched; 0 unless told. */
  readonly staleMs?: number
  /** What the answer shows, `bookings` or `bookings/:id` with the parameter's value. */
  readonly tags: readonly string[]
  /** Kept through a reload of the page; only what is `public` unless told. */
  readonly persist?: boolean
}

/** One operation of the API, as data. The server binds it, the client and OpenAPI read it. */
export interface Route {
  readonly method: Method
  /** Below `/api/v1`, with `:name` for parameters: `/bookings/:id/cancel`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly description?: string
  readonly access: Access
  /**
   * What the caller must be allowed to do, such as `bookings.cancel`: a row of the role table.
   * Required for `guest` and `operator`, refused for `public` and `person`.
   */
  readonly action?: string
  /** No API key may, whatever rights it has: for an action that only people can hold. */
  readonly peopleOnly?: true
  readonly request?: RouteRequest
  readonly responses: Readonly<Record<number, RouteResponse>>
  /** Codes of the module's own problems; those that any request can meet are added. */
  readonly problems?: readonly string[]
  /** Name of the rate-limit policy; `api` unless told. */
  readonly limit?: string
  /**
   * Names a text of the body, such as `email`, that is charged to the same policy beside the
   * caller, so that many callers together can not try one account.
   */
  readonly limitPer?: string
  /** Takes an `Idempotency-Key`; required when `'required'`. */
  readonly idempotent?: 'optional' | 'required'
  /**
   * The body is given as it came, whatever its type, as `raw`: for signatures. Such a route
   * declares no `request.body` and takes no `Idempotency-Key`.
   */
  readonly rawBody?: true
  /**
   * The body is given while it comes, whatever its type, and is kept nowhere: for uploads. Such a
   * route names its `maxBodyBytes`, declares no `request.body` and takes no `Idempotency-Key`.
   * Its `deadlineMs` must leave time for the body to come.
   */
  readonly streamBody?: true
  /** The largest body in bytes; then 413. What the edge says for all routes unless told. */
  readonly maxBodyBytes?: number
  /** What OPTIONS says of this address besides `Allow`, such as `tus-version`. */
  readonly optionsHeaders?: Readonly<Record<string, string>>
  /**
   * Its answer goes on until one side ends it, such as `text/event-stream`. A GET without a key,
   * a cache or a deadline.
   */
  readonly stream?: true
  /** Its answers may set cookies. Such a route takes no `Idempotency-Key`. */
  readonly cookies?: true
  /** How long the server may take. */
  readonly deadlineMs?: number
  /** How long the client waits, its retries included; 30 s unless told. */
  readonly clientTimeoutMs?: number
  /** A client repeats reads and keyed writes whose failure may pass; `never` forbids it. */
  readonly retry?: 'never'
  /** A client keeps no answer unless told; for GET alone. */
  readonly cache?: RouteCache
  /** Tags of the cached answers that this write makes wrong, whatever it comes to. */
  readonly invalidates?: readonly string[]
  /** An example body for the documentation and for tests. */
  readonly exampleBody?: unknown
  /** The route still works and should not be used; both are ISO dates. */
  readonly deprecated?: { readonly since: string; readonly sunset: string }
}

/** Keeps the exact type of each route, which the server and the client infer from. */
export function defineRoutes<const Routes extends Readonly<Record<string, Route>>>(
  routes: Routes,
): Routes {
  return routes
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
type RequestOf<R extends Route> = R['request'] extends RouteRequest
  ? R['request']
  : Record<never, never>
type Part<R extends Route, Key extends keyof RouteRequest> =
  RequestOf<R> extends {
    readonly [K in Key]: infer Schema
  }
    ? Schema
    : undefined

interface Parts<R extends Route> {
  readonly params: Parsed<Part<R, 'params'>>
  readonly query: Parsed<Part<R, 'query'>>
  readonly body: Parsed<Part<R, 'body'>>
}

/** What a verb receives: the parsed parts of the request, with the headers that a route names. */
export type RouteInput<R extends Route> = RawPart<R> &
  (Part<R, 'headers'> extends z.ZodType
    ? Parts<R> & { readonly headers: Parsed<Part<R, 'headers'>> }
    : Parts<R>)

type RawPart<R extends Route> = R extends { readonly rawBody: true }
  ? { readonly raw: RawRequest }
  : unknown

/** What a caller sends: the same parts before parsing. */
export interface RouteCall<R extends Route> {
  readonly params: Sent<Part<R, 'params'>>
  readonly query: Sent<Part<R, 'query'>>
  readonly body: R extends { readonly streamBody: true } ? Blob : Sent<Part<R, 'body'>>
}

type SuccessStatus = 200 | 201 | 202 | 204
type ResponseSchema<Response> = Response extends { readonly schema: infer Schema }
  ? Parsed<Schema>
  : undefined

/** The body of a route's successful answer. */
export type RouteOutput<R extends Route> = {
  [Status in keyof R['responses'] & SuccessStatus]: ResponseSchema<R['responses'][Status]>
}[keyof R['responses'] & SuccessStatus]

export const fieldError = z.object({
  path: z.string().meta({ description: 'Where the field is, such as `contact.email`.' }),
  code: z.string(),
  text: z.string().meta({ description: 'What is wrong, in words for a person.' }),
})
export type FieldError = z.output<typeof fieldError>

/** RFC 9457. Further members, such as `alternatives`, stand beside these. */
export const problemDocument = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  correlationId: z.string(),
  errors: z.array(fieldError).optional(),
})
export type ProblemDocument = z.output<typeof problemDocument>

/**
 * A whole number of the query, written as one writes it: `0x2`, `1e1`, ` 5`, `007` and nothing at
 * all are refused, where `Number` would make something of them. A client may give the number.
 * `prefault(2)` gives it a default that the documentation shows; `default` would not be shown.
 */
export function queryInteger({ min, max }: { readonly min: number; readonly max: number }) {
  const integer = z.int({ error: notWritten })
  return z.preprocess(
    (given: string | number) =>
      typeof given === 'string' && decimal.test(given) ? Number(given) : given,
    integer.min(min).max(max),
  )
}

const decimal = /^(?:0|-?[1-9]\d{0,15})$/
const asWritten = 'Please write a whole number, such as 12.'

/** What is missing, too small or too large is said as for any other number. */
function notWritten({ code, input }: { readonly code: string; readonly input?: unknown }) {
  return code === 'invalid_type' && input !== undefined ? asWritten : undefined
}

/** Query parameters of a list; cursor by default, offset when `offset` is given. */
export const pageQuery = z.strictObject({
  limit: queryInteger({ min: 1, max: 100 }).prefault(50),
  cursor: z.string().min(1).max(200).optional(),
  offset: queryInteger({ min: 0, max: 100_000 }).optional(),
})
export type PageQuery = z.output<typeof pageQuery>

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly page: {
    readonly limit: number
    readonly hasMore: boolean
    readonly total?: number | undefined
    readonly offset?: number | undefined
    readonly nextCursor?: string | undefined
  }
}

/** The wire shape of a page of `item`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    page: z.object({
      limit: z.int(),
      hasMore: z.boolean(),
      total: z.int().optional(),
      offset: z.int().optional(),
      nextCursor: z.string().optional(),
    }),
  })
}

/** An amount in the currency's smallest unit: `{ amount: 5500, currency: 'USD', exponent: 2 }`. */
export const money = z.object({
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.int().min(0).max(4),
})
export type Money = z.output<typeof money>

// C0 and C1 controls, the line and paragraph separators, and the bidirectional overrides,
// which can make a text show something else than it says.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g
const controlsAndBreaks = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** One line of text from a person: control characters removed, trimmed, then measured. */
export function lineOfText(limits: { readonly min?: number; readonly max: number }) {
  return cleanText(controlsAndBreaks, limits)
}

/** Text of several lines: as `lineOfText`, but tabs and line breaks stay. */
export function textBlock(limits: { readonly min?: number; readonly max: number }) {
  return cleanText(controls, limits)
}

function cleanText(unwanted: RegExp, limits: { readonly min?: number; readonly max: number }) {
  return z
    .string()
    .max(limits.max * 4)
    .overwrite((text) => text.replace(unwanted, '').toWellFormed().trim())
    .min(limits.min ?? 0)
    .max(limits.max)
}

/** A calendar date without a zone: `2026-11-22`. Years outside 1900 to 2199 are mistakes. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= '1900' && date < '2200', 'Choose a date between 1900 and 2199.')

/** An instant with its offset: `2026-11-22T10:00:00Z`. */
export const instant = z.iso.datetime({ offset: true })

export const uuid = z.uuid()
