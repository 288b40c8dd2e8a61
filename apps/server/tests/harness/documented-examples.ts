/** One request as the OpenAPI document shows it. */
export interface DocumentedExample {
  /** `POST /stations/{id}/resources`. */
  readonly operation: string
  readonly method: string
  /** With `{name}` for parameters. */
  readonly path: string
  readonly query: string
  readonly body: Readonly<Record<string, unknown>> | undefined
  /** Whether it is refused without an idempotency key. */
  readonly needsKey: boolean
  /** Whether what answers it is a stream of events. */
  readonly goesOn: boolean
  /** Names of required query parameters and of bodies that come without an example. */
  readonly missing: readonly string[]
  /** The codes of every problem that it may be answered with. */
  readonly problems: readonly string[]
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

interface Described {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses?: Readonly<Record<string, { readonly content?: Problems }>>
}

type Problems = Readonly<Record<string, { readonly examples?: Readonly<Record<string, unknown>> }>>

interface Parameter {
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly schema?: { readonly example?: unknown }
}

interface Media {
  readonly example?: Readonly<Record<string, unknown>>
}

/** The examples of every operation, so that a new route is tried without being listed. */
export function documentedExamples(openapi: string): readonly DocumentedExample[] {
  const document: Document = JSON.parse(openapi)
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => exampleOf(method, path, described)),
  )
}

function exampleOf(method: string, path: string, described: Described): DocumentedExample {
  const query = (described.parameters ?? []).filter((one) => one.in === 'query')
  const shown = query.filter(({ schema }) => schema?.example !== undefined)
  const media = described.requestBody?.content['application/json']
  const unsaid = query.filter((one) => one.required && !shown.includes(one))
  return {
    operation: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    query: shown
      .map(({ name, schema }) => `${name}=${encodeURIComponent(String(schema?.example))}`)
      .join('&'),
    body: media?.example,
    needsKey: (described.parameters ?? []).some(
      ({ name, required }) => name === 'Idempotency-Key' && required === true,
    ),
    goesOn: Object.values(described.responses ?? {}).some(
      ({ content }) => content !== undefined && 'text/event-stream' in content,
    ),
    missing: [...unsaid.map(({ name }) => name), ...(media && !media.example ? ['body'] : [])],
    problems: Object.values(described.responses ?? {}).flatMap(({ content }) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}),
    ),
  }
}
