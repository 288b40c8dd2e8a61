import type { Contracts } from '@holdfast/client'
import type { RouteData } from './checked-routes.ts'
import { answerSchemaOf } from './answer-schema.ts'

type Routes = Contracts[string]
type Route = Routes[string]

/** Routes without what only the service and its documentation read. */
export function routeData(routes: Routes): Record<string, RouteData> {
  return Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, dataOf(route)]))
}

function dataOf(route: Route): RouteData {
  const {
    summary: _summary,
    description: _description,
    action: _action,
    problems: _problems,
    limitPer: _limitPer,
    exampleBody: _exampleBody,
    deprecated: _deprecated,
    request,
    responses,
    ...read
  } = route
  return {
    ...read,
    // The client asks whether there is a body; the service checks it.
    ...(request?.body ? { request: { body: true } } : {}),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { schema, contentType }]) => [
        status,
        {
          ...(contentType === undefined ? {} : { contentType }),
          ...(schema ? { schema: answerSchemaOf(schema) } : {}),
        },
      ]),
    ),
  }
}
