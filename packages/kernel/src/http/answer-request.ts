import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { currentContext } from '../context/context.ts'
import {
  checkKey,
  fingerprint,
  idempotencyProblems,
  type Outcome,
} from '../idempotency/idempotency.ts'
import { createContext, isAnonymous, type Actor, type BoundRoute } from '../module/module.ts'
import type { Transaction } from '../postgres/postgres.ts'
import { Problem } from '../problems/problems.ts'
import { isTracing, withSpan } from '../tracing/tracing.ts'
import { checkAddress } from './address.ts'
import type { AnswerCheck } from './answer-check.ts'
import { deprecationHeaders } from './deprecation.ts'
import type { ApiOptions } from './api-options.ts'
import { fieldSubject, limitRequest, subjectOf, type Cost } from './limit-requests.ts'
import type { NodeExchange } from './node-exchange.ts'
import { operationId } from './operation.ts'
import { problemResponse } from './problem-response.ts'
import { refuseWithoutAccess } from './refuse-without-access.ts'
import { apiPrefixes } from './route-table.ts'
import { readRawRequest } from './read-raw-request.ts'
import { readRequest, type ReadRequest } from './read-request.ts'
import { renderAnswer, type RenderedAnswer } from './render-answer.ts'
import { leaveStreamedBody, streamedBody } from './streamed-body.ts'
import { subjectsOfAnswer } from './subjects-of-answer.ts'
import { successResponse } from './success-response.ts'

/** One request to one bound route. */
export interface Asked {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly clientAddress: string
  /** Node's own request and response, for routes that stream. */
  readonly node: NodeExchange | undefined
}

type Headers = Record<string, string>

/**
 * The way of a request through the binding: who asks → what is asked → may they again so soon
 * → has it been done already → the verb → the answer. Never rejects.
 */
export function createAnswer(options: ApiOptions, check: AnswerCheck) {
  return async function answerRequest(bound: BoundRoute, asked: Asked): Promise<Response> {
    const { route } = bound
    const { request } = asked
    const extra: Headers = deprecationHeaders(route)
    rememberRoute(bound)
    try {
      checkAddress(request.url)
      const actor = await identify(bound, asked, extra)
      const read = await readOrCharge(bound, { ...asked, actor }, extra)
      const subjects = [
        subjectOf(actor, asked.clientAddress),
        ...(await accountsOf(bound, { ...asked, actor, read })),
      ]
      await charge({ limit: route.limit, subjects, actor }, extra)
      if (bound.stream && asked.node) {
        return await openStream(bound, { ...asked, node: asked.node, actor, read }, extra)
      }
      const { replayed, ...answer } = await perform(bound, { ...asked, actor, read })
      if (replayed) extra['idempotent-replayed'] = 'true'
      return successResponse(route, answer, { headers: request.headers, extra })
    } catch (error) {
      const failed = { method: request.method, url: request.url, route: route.path }
      return problemResponse(error, failed, { ...options, headers: extra })
    } finally {
      if (route.streamBody && asked.node) leaveStreamedBody(asked.node)
    }
  }

  /**
   * The actor, when they may use the route at all. Refusals are charged to the address: a wrong
   * token to the route's limit, as a guess, and a request without one to `api`. Any page elsewhere
   * can make a browser send that, and must not use up the few tries of a route.
   */
  async function identify(bound: BoundRoute, asked: Asked, extra: Headers): Promise<Actor> {
    try {
      const actor = await options.authenticate(asked.request, bound.route)
      refuseWithoutAccess(actor, bound.route)
      rememberActor(actor)
      return actor
    } catch (error) {
      if (!isRefusal(error)) throw error
      const subjects = [subjectOf(undefined, asked.clientAddress)]
      const isGuess = asked.request.headers.has('authorization')
      await charge({ limit: isGuess ? bound.route.limit : undefined, subjects }, extra)
      throw error
    }
  }

  /**
   * What is asked. A request that says nothing of sense is charged to `api`: it has tried nothing,
   * so a mistake in a form costs none of the few tries of its route; but it is not free either.
   */
  async function readOrCharge(
    { route }: BoundRoute,
    asked: Asked & Pick<Call, 'actor'>,
    extra: Headers,
  ): Promise<ReadRequest> {
    try {
      const { request, params, node } = asked
      const read = await readRequest(route, request, params)
      if (route.streamBody) {
        return { ...read, input: { ...read.input, ...streamedBody(request, node) } }
      }
      if (!route.rawBody) return read
      const raw = await readRawRequest(request, asked.clientAddress)
      return { ...read, input: { ...read.input, raw } }
    } catch (error) {
      if (!isRefusal(error)) throw error
      const { actor, clientAddress } = asked
      await charge({ subjects: [subjectOf(actor, clientAddress)], actor }, extra)
      throw error
    }
  }

  /** Whom the request is about, besides whoever sends it: the account that a sign-in tries. */
  async function accountsOf(bound: BoundRoute, call: Call): Promise<readonly string[]> {
    const { input } = call.read
    const named = fieldSubject(bound.route, input.body)
    const found = await bound.account?.(contextOf(call.actor, undefined), input)
    return [named, found && `account:${found}`].filter((subject) => subject !== undefined)
  }

  async function charge(cost: Cost, extra: Headers): Promise<void> {
    Object.assign(extra, await limitRequest(options.limits, cost))
  }

  /** Node's response is written by the stream itself from here on. */
  async function openStream(
    bound: BoundRoute,
    call: Call & { readonly node: NodeExchange },
    headers: Headers,
  ): Promise<Response> {
    const { actor, read, request, node } = call
    if (request.method === 'HEAD') return new Response(null, { headers })
    const identifyAgain = async () => {
      const again = await options.authenticate(request, bound.route)
      refuseWithoutAccess(again, bound.route)
      return again
    }
    await bound.find?.(contextOf(actor, undefined), read.input)
    const { query, params } = read.input
    await bound.stream?.({ actor, query, params, ...node, headers, identifyAgain })
    return RESPONSE_ALREADY_SENT
  }

  async function perform(bound: BoundRoute, call: Call): Promise<Performed> {
    const { route } = bound
    const key = keyOf(bound, call)
    const work = async (tx?: Transaction<unknown>) => {
      const run = () => bound.run(contextOf(call.actor, tx), call.read.input)
      const result = isTracing()
        ? await withSpan(`verb ${operationId(route)}`, {}, run)
        : await run()
      const rendered = renderAnswer(route, result)
      check(route, rendered)
      return rendered
    }
    if (key === undefined) return { ...(await work()), replayed: false }
    const { organisationId, id: actorId } = call.actor
    const scope = { organisationId, actorId, route: `${route.method} ${route.path}`, key }
    const stored = async (tx: Transaction<unknown>) => {
      const { response, bytes } = await work(tx)
      if (bytes) throw new TypeError(`${route.method} ${route.path}: bytes are not stored`)
      return { ...response, subjects: subjectsOfAnswer(call.params, response) }
    }
    // No cookies: a route that takes a key sets none (`checkContract`).
    return options.idempotency.run(scope, fingerprintOf(bound, call), stored)
  }

  function contextOf(actor: Actor, tx: Transaction<unknown> | undefined) {
    const { database, log, ids, clock, jobs } = options
    const correlationId = currentContext()?.correlationId ?? ids()
    return createContext({ database, tx, actor, correlationId, log, ids, clock, jobs })
  }
}

type Performed = Outcome & Partial<Pick<RenderedAnswer, 'cookies' | 'bytes'>>

interface Call extends Asked {
  readonly actor: Actor
  readonly read: ReadRequest
}

/** Something wrong with the request, and not with this service. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500
}

/** The metrics and the access log count by template: the addresses themselves are too many. */
function rememberRoute({ route }: BoundRoute): void {
  const context = currentContext()
  if (context) context.route = `${apiPrefixes[0]}${route.path}`
}

/** From here on every log line of this request says who asks. */
function rememberActor(actor: Actor): void {
  const context = currentContext()
  if (!context) return
  context.actorId = actor.id
  context.organisationId = actor.organisationId
}

function keyOf({ route }: BoundRoute, { request, actor }: Call): string | undefined {
  if (!route.idempotent) return undefined
  const key = request.headers.get('idempotency-key')
  if (key !== null) return checkKey(key, { isAnonymous: isAnonymous(actor) })
  if (route.idempotent === 'required') throw idempotencyProblems.keyMissing()
  return undefined
}

function fingerprintOf({ route }: BoundRoute, { params, read }: Call): string {
  const { query, body } = read.sent
  return fingerprint({ method: route.method, route: route.path, params, query, body })
}
