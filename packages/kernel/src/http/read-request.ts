import { z } from 'zod'
import type { FieldError, RawRequest, Route, RouteInput } from '../contract/contract.ts'
import type { StreamedBody } from '../module/module.ts'
import { requestProblems } from '../problems/problems.ts'
import { describeIssue, toFieldErrors } from './field-errors.ts'
import { readBytes } from './read-bytes.ts'
import { readJson } from './read-json.ts'
import { hasUnstorableText } from './unstorable-text.ts'
import { readQuery } from './read-query.ts'

export interface ReadRequest {
  readonly input: RouteInput<Route> & {
    readonly headers: unknown
    readonly raw?: RawRequest
  } & Partial<StreamedBody>
  /** What was sent, before parsing: what a fingerprint must cover. */
  readonly sent: { readonly query: unknown; readonly body: unknown }
}

/**
 * Reads the parts of a request by its route's contract. All parts are looked at before
 * `request.invalid` is thrown, with every wrong field; what can not be read at all is
 * `request.malformed` or `request.unsupportedMediaType`.
 */
export async function readRequest(
  route: Route,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<ReadRequest> {
  const schemas = route.request ?? {}
  const query = readQuery(new URL(request.url).searchParams, schemas.query)
  const isUnread = route.rawBody || route.streamBody
  const body = isUnread ? undefined : await readBody(request, schemas.body)
  const errors: FieldError[] = []
  const input = {
    params: schemas.params && parse(schemas.params, params, errors),
    query: parseQuery(schemas.query, query, errors),
    headers:
      schemas.headers && parse(schemas.headers, pickHeaders(schemas.headers, request), errors),
    body: schemas.body && parse(schemas.body, body, errors),
  }
  if (errors.length > 0) throw requestProblems.invalid({}, { errors })
  // The contract's own schemas produced these parts.
  return { input: input as ReadRequest['input'], sent: { query, body } }
}

function parse(schema: z.ZodType, value: unknown, errors: FieldError[]): unknown {
  const result = schema.safeParse(value, { error: describeIssue, reportInput: true })
  if (!result.success) {
    errors.push(...toFieldErrors(result.error.issues))
    return undefined
  }
  if (hasUnstorableText(result.data)) errors.push(unstorable)
  return result.data
}

const unstorable: FieldError = {
  path: '',
  code: 'wrongCharacters',
  text: 'A text contains a character that can not be kept.',
}

function parseQuery(
  schema: z.ZodObject | undefined,
  query: Readonly<Record<string, unknown>>,
  errors: FieldError[],
): unknown {
  const parsed = parse(schema ?? noQuery, query, errors)
  return schema && parsed
}

const noQuery = z.strictObject({})

function pickHeaders(schema: z.ZodObject, request: Request): Record<string, string> {
  const names = Object.keys(schema.shape)
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

const jsonType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

async function readBody(request: Request, schema: z.ZodType | undefined): Promise<unknown> {
  const bytes = await readBytes(request)
  const type = request.headers.get('content-type')
  if (bytes.byteLength === 0) {
    if (type !== null && schema && !jsonType.test(type))
      throw requestProblems.unsupportedMediaType()
    if (!schema || schema.safeParse(undefined).success) return undefined
    const text = 'A JSON body is needed.'
    throw requestProblems.malformed({}, { errors: [{ path: '', code: 'required', text }] })
  }
  if (type === null || !jsonType.test(type)) throw requestProblems.unsupportedMediaType()
  const body = readJson(bytes)
  return schema ? body : refuseContent(body)
}

/** A route without a body takes none, or the empty object that some clients always send. */
function refuseContent(body: unknown): undefined {
  const isEmptyObject =
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    Object.keys(body).length === 0
  if (isEmptyObject) return undefined
  const text = 'This address takes no body.'
  throw requestProblems.invalid({}, { errors: [{ path: '', code: 'unknownField', text }] })
}
