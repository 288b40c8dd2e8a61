import type { Route } from '../../contract/contract.ts'
import { credentialsOf } from './credentials.ts'
import type { DescribedOperation } from './described-operation.ts'
import { sample } from './json-schema.ts'
import { idVariables } from './variables.ts'

/** A command that calls the operation, ready to paste once the page's variables are set. */
export function curlOf(route: Route, described: DescribedOperation, origin: string): string {
  const body = bodyOf(route, described)
  const parts = [
    `curl -X ${route.method} ${quotedAddress(`${origin}/api/v1${addressOf(route, described)}`)}`,
    ...credentialsOf(route, origin),
    ...(route.idempotent ? [`-H "idempotency-key: $(openssl rand -hex 16)"`] : []),
    ...(body === undefined
      ? []
      : [`-H 'content-type: application/json'`, `-d ${quotedBody(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

function addressOf(route: Route, { parameters }: DescribedOperation): string {
  const variables = idVariables(route)
  const path = route.path.replaceAll(/:([A-Za-z0-9_]+)/g, (_, name: string) => {
    const variable = variables.get(name)
    if (variable !== undefined) return `$${variable}`
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

/** Double quotes let the shell put a variable in. */
function quotedAddress(address: string): string {
  return address.includes('$') ? `"${address}"` : `'${address}'`
}

/** In single quotes, as a shell reads it; `"stationId":"…"` becomes what `$STATION` holds. */
function quotedBody(body: string): string {
  const text = body.replaceAll("'", String.raw`'\''`)
  const filled = text.replaceAll(
    /"([a-z]+)Id":"[0-9a-f-]{36}"/g,
    (_, name: string) => `"${name}Id":"'"$${name.toUpperCase()}"'"`,
  )
  return `'${filled}'`
}
