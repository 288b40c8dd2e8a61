import type { Route } from '../../contract/contract.ts'
import type { DescribedOperation } from './described-operation.ts'
import { sample } from './json-schema.ts'

/** A command that calls the operation; `$TOKEN` and the sample values are the reader's to fill. */
export function curlOf(route: Route, described: DescribedOperation, origin: string): string {
  const body = bodyOf(route, described)
  const parts = [
    `curl -X ${route.method} '${origin}/api/v1${addressOf(route, described)}'`,
    ...(route.access === 'public' ? [] : [`-H "authorization: Bearer $TOKEN"`]),
    ...(route.idempotent ? [`-H "idempotency-key: $(uuidgen)"`] : []),
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`, `-d ${quoted(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

function addressOf(route: Route, { parameters }: DescribedOperation): string {
  const path = route.path.replaceAll(/:([A-Za-z0-9_]+)/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.place === 'path' && one.name === name)
    return encodeURIComponent(String(parameter ? sample(parameter.schema) : name))
  })
  const needed = parameters.filter(({ place, isRequired }) => place === 'query' && isRequired)
  const query = needed.map(
    ({ name, schema }) => `${name}=${encodeURIComponent(String(sample(schema)))}`,
  )
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function bodyOf(route: Route, { body }: DescribedOperation): string | undefined {
  if (route.exampleBody !== undefined) return JSON.stringify(route.exampleBody)
  return body && JSON.stringify(sample(body))
}

/** A text in single quotes, as a shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
