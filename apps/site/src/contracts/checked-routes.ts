import type { Contracts } from '@holdfast/client'
import { answerCheck, type AnswerSchema } from './answer-check.ts'

/** A route as the build writes it: what the client reads, with schemas of answers as data. */
export interface RouteData {
  readonly responses: Readonly<Record<string, { readonly schema?: AnswerSchema | undefined }>>
}

/** The routes with a check in the place of each schema, as the client calls them. */
export function checkedRoutes(routes: Readonly<Record<string, RouteData>>): Contracts[string] {
  const checked = mapValues(routes, (route) => ({
    ...route,
    responses: mapValues(route.responses, ({ schema, ...response }) => ({
      ...response,
      ...(schema ? { schema: answerCheck(schema) } : {}),
    })),
  }))
  // Of a schema the client calls `safeParse` alone.
  return checked as unknown as Contracts[string]
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]))
}
