import { currentContext } from '../context/context.ts'
import {
  checkKey,
  fingerprint,
  idempotencyProblems,
  type Outcome,
} from '../idempotency/idempotency.ts'
import { createContext, isAnonymous, type Actor, type BoundRoute } from '../module/module.ts'
import type { Transaction } from '../postgres/postgres.ts'
import { Problem, requestProblems } from '../problems/problems.ts'
import { checkAddress } from './address.ts'
import type { AnswerCheck } from './answer-check.ts'
import { deprecationHeaders } from './deprecation.ts'
import type { ApiOptions } from './api-options.ts'
import { limitRequest, subjectOf } from './limit-requests.ts'
import { problemResponse } from './problem-response.ts'
import { apiPrefixes } from './route-table.ts'
import { readRequest, type ReadRequest } from './read-request.ts'
import { renderAnswer } from './render-answer.ts'
import { successResponse } from './success-response.ts'

/** One request to one bound route. */
export interface Asked {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly clientAddress: string
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
      const read = await readRequest(route, request, asked.params)
      const subject = subjectOf(actor, asked.clientAddress)
      Object.assign(extra, await limitRequest(options.limits, route, subject))
      const { response, replayed } = await perform(bound, { ...asked, actor, read })
      if (replayed) extra['idempotent-replayed'] = 'true'
      return successResponse(route, response, { headers: request.headers, extra })
    } catch (error) {
      const failed = { method: request.method, url: request.url, route: route.path }
      return problemResponse(error, failed, { log: options.log, headers: extra })
    }
  }

  /** The actor, when they may use the route at all. Refusals are charged to the address. */
  async function identify(bound: BoundRoute, asked: Asked, extra: Headers): Promise<Actor> {
    try {
      const actor = await options.authenticate(asked.request, bound.route)
      refuseWithoutAccess(actor, bound)
      rememberActor(actor)
      return actor
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      const subject = subjectOf(undefined, asked.clientAddress)
      Object.assign(extra, await limitRequest(options.limits, bound.route, subject))
      throw error
    }
  }

  async function perform(bound: BoundRoute, call: Call): Promise<Outcome> {
    const { route } = bound
    const key = keyOf(bound, call)
    const work = async (tx?: Transaction<unknown>) => {
      const rendered = renderAnswer(
        route,
        await bound.run(contextOf(call.actor, tx), call.read.input),
      )
      check(route, rendered)
      return rendered.response
    }
    if (key === undefined) return { response: await work(), replayed: false }
    const { organisationId, id: actorId } = call.actor
    const scope = { organisationId, actorId, route: `${route.method} ${route.path}`, key }
    return options.idempotency.run(scope, fingerprintOf(bound, call), work)
  }

  function contextOf(actor: Actor, tx: Transaction<unknown> | undefined) {
    const { database, log, ids, clock } = options
    const correlationId = currentContext()?.correlationId ?? ids()
    return createContext({ database, tx, actor, correlationId, log, ids, clock })
  }
}

interface Call extends Asked {
  readonly actor: Actor
  readonly read: ReadRequest
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

function refuseWithoutAccess(actor: Actor, { route }: BoundRoute): void {
  if (route.access === 'public' || actor.kind === 'system') return
  if (isAnonymous(actor)) throw requestProblems.unauthenticated()
  if (route.access === 'operator' && actor.kind === 'guest') throw requestProblems.forbidden()
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
