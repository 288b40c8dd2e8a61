import type { FieldError, ProblemDocument } from '../contract/contract.ts'

/** The statuses a problem may have: a closed set, so that every client can know them all. */
export const problemStatuses = {
  400: 'Bad request',
  401: 'Not signed in',
  402: 'Payment required',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Content too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Invalid input',
  429: 'Too many requests',
  431: 'Request header fields too large',
  // Of the tus protocol: what arrived is not what was sent.
  460: 'Checksum mismatch',
  500: 'Internal error',
  503: 'Unavailable',
  504: 'Timeout',
} as const

export type ProblemStatus = keyof typeof problemStatuses

export interface ProblemDefinition {
  readonly status: ProblemStatus
  /** One sentence for the caller. It never contains a value from inside. */
  readonly say: string
}

export interface ProblemOptions {
  /** What went wrong underneath. Goes to the log, never to the caller. */
  readonly cause?: unknown
  /** Which fields are wrong. Shown to the caller. */
  readonly errors?: readonly FieldError[]
  /** Further members of the answer, such as alternatives. Shown to the caller. */
  readonly members?: Readonly<Record<string, unknown>>
  /** Said instead of the definition's sentence, where one case can be told more exactly. */
  readonly say?: string
  /** Becomes the `Retry-After` header, in whole seconds. */
  readonly retryAfterSeconds?: number
  /** Further headers of the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An expected failure with a permanent code. Throw it; the edge turns it into an answer. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  readonly status: ProblemStatus
  readonly say: string
  /** For the log only: ids and numbers that explain this case. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly options: ProblemOptions

  constructor(
    identity: { readonly code: string } & ProblemDefinition,
    facts: Readonly<Record<string, unknown>> = {},
    options: ProblemOptions = {},
  ) {
    super(`${identity.code}: ${identity.say}`, { cause: options.cause })
    this.code = identity.code
    this.status = identity.status
    this.say = options.say ?? identity.say
    this.facts = facts
    this.options = options
  }
}

export type ProblemFactory = ((
  facts?: Readonly<Record<string, unknown>>,
  options?: ProblemOptions,
) => Problem) & { readonly definition: { readonly code: string } & ProblemDefinition }

/**
 * Declares a module's problems. Each key becomes a factory; its code is `module.key`.
 * Codes are permanent: `docs/api/problems.md` lists them all and a test compares.
 */
export function defineProblems<Table extends Readonly<Record<string, ProblemDefinition>>>(
  module: string,
  table: Table,
): { readonly [Key in keyof Table]: ProblemFactory } {
  const entries = Object.entries(table).map(([key, definition]) => {
    const identity = { code: `${module}.${key}`, ...definition }
    const create = (facts?: Readonly<Record<string, unknown>>, options?: ProblemOptions) =>
      new Problem(identity, facts, options)
    return [key, Object.assign(create, { definition: identity })]
  })
  // The entries were made from the table's own keys, one factory each.
  return Object.fromEntries(entries) as { readonly [Key in keyof Table]: ProblemFactory }
}

/** Problems that any request can meet. */
export const requestProblems = defineProblems('request', {
  malformed: { status: 400, say: 'The request could not be read.' },
  unauthenticated: { status: 401, say: 'Please sign in, or show a valid token.' },
  forbidden: { status: 403, say: 'You are not allowed to do this.' },
  notFound: { status: 404, say: 'There is nothing at this address.' },
  methodNotAllowed: {
    status: 405,
    say: 'This address does not take that method. The Allow header names those it takes.',
  },
  timeout: { status: 408, say: 'The request took too long to arrive.' },
  tooLarge: { status: 413, say: 'The request is larger than allowed.' },
  addressTooLong: { status: 414, say: 'The address is longer than allowed.' },
  unsupportedMediaType: { status: 415, say: 'Please send plain JSON (application/json).' },
  invalid: { status: 422, say: 'Some of the input is not valid.' },
  limited: { status: 429, say: 'Too many requests. Please wait a moment.' },
  headersTooLarge: { status: 431, say: 'The request headers are larger than allowed.' },
  internal: { status: 500, say: 'Something went wrong on our side.' },
  unavailable: { status: 503, say: 'The service can not answer right now. Please try again.' },
  deadline: { status: 504, say: 'The answer took too long. Please try again.' },
})

/** `request.tooLarge` that says how much is allowed: in its text, and as `maxBytes`. */
export function tooLargeProblem(maxBytes: number, options: ProblemOptions = {}): Problem {
  const say = `The request is larger than allowed. At most ${bytesInWords(maxBytes)} may come.`
  return requestProblems.tooLarge({ maxBytes }, { ...options, say, members: { maxBytes } })
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** Never more than it is: `1 MB` of 1,048,576. */
function bytesInWords(bytes: number): string {
  const step = Math.max(
    0,
    byteUnits.findLastIndex((_, index) => bytes >= 1_000 ** index),
  )
  return `${Math.floor((bytes / 1_000 ** step) * 10) / 10} ${byteUnits[step]}`
}

/**
 * Turns whatever was thrown into the problem to show. An unknown error becomes
 * `request.internal` with the error as its cause, so its own message stays inside.
 */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : requestProblems.internal({}, { cause: error })
}

export interface ProblemRequest {
  readonly correlationId: string
  /** The path that was asked for. */
  readonly instance: string
  /** What leads to the description of a code that follows it; nowhere unless told. */
  readonly problemTypes?: string | undefined
}

/** The RFC 9457 document of a problem. */
export function toProblemDocument(problem: Problem, request: ProblemRequest): ProblemDocument {
  const { problemTypes } = request
  return {
    ...problem.options.members,
    type: problemTypes === undefined ? 'about:blank' : problemTypes + problem.code,
    title: problemStatuses[problem.status],
    status: problem.status,
    detail: problem.say,
    instance: request.instance,
    code: problem.code,
    correlationId: request.correlationId,
    ...(problem.options.errors ? { errors: [...problem.options.errors] } : {}),
  }
}

/** The headers that a problem's answer carries besides those of every answer. */
export function problemHeaders(problem: Problem): Record<string, string> {
  const { retryAfterSeconds, headers } = problem.options
  return {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
    ...(retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) }),
  }
}
