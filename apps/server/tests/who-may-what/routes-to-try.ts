import type { Route } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { operationOf } from './operation.ts'
import type { Sending } from './sending.ts'
import { sendings, studioQueries } from './studio-subjects.ts'
import type { Body, Query, Subject } from './subject.ts'
import { bodies, subjects } from './subjects.ts'

/** What stands behind the `:id` of a route; undefined when it has none. */
export function subjectOf(route: Route): Subject | undefined {
  const collection = /^(.*?)\/:id(?:\/|$)/.exec(route.path)?.[1]
  return collection === undefined ? undefined : subjects[collection]
}

/** The body to send when the example of the contract will not do. */
export function bodyOf(route: Route): Body | undefined {
  return bodies[operationOf(route)]
}

/** The query to ask with when what the contract shows will not do. */
export function queryOf(route: Route): Query | undefined {
  return studioQueries[operationOf(route)]
}

/** What a route is sent that takes no JSON. */
export function sendingOf(route: Route): Sending | undefined {
  return sendings[operationOf(route)]
}

/** What must be written down before a route can be tried, as a sentence; undefined when nothing. */
export function whatIsMissing(route: Route): string | undefined {
  const operation = operationOf(route)
  if (/:(?!id\b)/.test(route.path)) {
    return `${operation}: a parameter is not called :id. Teach routes-to-try.ts to fill it.`
  }
  if (route.path.includes(':id') && !subjectOf(route)) {
    return `${operation}: say in subjects.ts what stands behind its :id and how to make one.`
  }
  if (route.request?.body && route.exampleBody === undefined && !bodyOf(route)) {
    return `${operation}: give the route an exampleBody, or subjects.ts a body that it takes.`
  }
  if (route.streamBody && !sendingOf(route)) {
    return `${operation}: say in studio-subjects.ts what it is sent.`
  }
  return undefined
}

/** The query parameters that a route can not do without, as its contract shows them. */
export function neededQuery(route: Route): string {
  const schema = route.request?.query
  if (!schema) return ''
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  const examples = required.map((name) => `${name}=${exampleOf(properties[name])}`)
  return examples.length === 0 ? '' : `?${examples.join('&')}`
}

function exampleOf(property: unknown): string {
  const isShown = typeof property === 'object' && property !== null && 'example' in property
  return isShown ? encodeURIComponent(String(property.example)) : ''
}
