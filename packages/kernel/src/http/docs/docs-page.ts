import type { Route } from '../../contract/contract.ts'
import type { ListedProblem } from '../problem-list.ts'
import type { Operation } from '../operation.ts'
import { curlOf } from './curl.ts'
import { html, type Html } from './html.ts'
import { sketch } from './json-schema.ts'
import { apiKeyExample } from './api-key-example.ts'
import { limitOf, renderLimits, type Policies } from './limits.ts'
import type { DescribedOperation, DescribedParameter } from './described-operation.ts'
import { variableCommands } from './variables.ts'

export interface DocsPage {
  readonly title: string
  readonly version: string
  readonly operations: readonly (Operation & { readonly described: DescribedOperation })[]
  readonly problems: readonly ListedProblem[]
  /** The limits that operations name. */
  readonly policies: Policies
  /** Where the API is, for the examples: `https://example.com`. */
  readonly origin: string
}

type ShownOperation = DocsPage['operations'][number]

/** The documentation as one page that works without script. */
export function renderDocsPage(page: DocsPage): string {
  const byModule = [...Map.groupBy(page.operations, ({ module }) => module)]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="/api/docs/docs.css" />
        <script src="/api/docs/docs.js" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the operations</a>
        <nav aria-label="Contents">
          <p class="brand">${page.title} <small>${page.version}</small></p>
          ${byModule.map(([name, operations]) => contentsOf(name, operations))}
          <p><a href="#limits">Limits</a></p>
          <p><a href="#problems">Problems</a></p>
          <p><a href="/api/openapi.json">OpenAPI document</a></p>
        </nav>
        <main id="content">
          <h1>${page.title}</h1>
          ${introduction} ${renderVariables(page)}
          ${byModule.map(
            ([name, operations]) =>
              html`<section>
                <h2 id="module-${name}">${name}</h2>
                ${operations.map((operation) => renderOperation(operation, page))}
              </section>`,
          )}
          ${renderLimits(
            page.operations.map(({ route }) => route),
            page.policies,
          )}
          <section>
            <h2 id="problems">Problems</h2>
            <p>
              Every error is an <code>application/problem+json</code> document. Its
              <code>code</code> never changes its meaning; <code>detail</code> is a sentence for
              people, <code>errors</code> names the fields, and <code>correlationId</code> finds the
              request in our logs.
            </p>
            <dl class="problems">${page.problems.map(renderProblem)}</dl>
          </section>
        </main>
      </body>
    </html>`.text
}

const introduction = html`<p class="lead">
    Send and receive JSON. Unknown fields are refused. Times carry their zone; amounts are whole
    numbers in the smallest unit of their currency.
  </p>
  <p>
    Operations that take an <code>Idempotency-Key</code> can be sent again with the same key and
    body: the work is done once and the first answer comes back, marked
    <code>Idempotent-Replayed: true</code>. Each answer says in <code>RateLimit</code> how many
    calls are left; after a <code>429</code>, wait for <code>Retry-After</code> seconds.
  </p>`

/** How to set what the commands below use, so that they can be pasted as they are. */
function renderVariables({ operations, origin }: DocsPage): Html {
  const routes = operations.map(({ route }) => route)
  const commands = variableCommands(routes, origin)
  return html`<p>
      Every curl example can be pasted as it is. Sign in first: the command keeps the session in
      <code>cookies.txt</code>, and the others send it. The holder of a link to one object sends its
      <code>accessToken</code> instead: <code>-H "authorization: Bearer …"</code>.
    </p>
    ${renderApiKey(routes, origin)}
    <p>
      The ids come from variables. Set them once; run a line again after you have made the first of
      its kind.
    </p>
    ${commands.map((command) => html`<pre class="curl" tabindex="0"><code>${command}</code></pre>`)}`
}

/** What a program sends in place of the cookies. */
function renderApiKey(routes: readonly Route[], origin: string): Html | undefined {
  const example = apiKeyExample(routes, origin)
  if (!example) return undefined
  return html`<p>
      A program sends an API key. Each operation says whether keys may call it, and with which
      right: this one needs a key that was given <code>${example.action}</code>.
    </p>
    <pre class="curl" tabindex="0"><code>${example.command}</code></pre>`
}

function contentsOf(module: string, operations: readonly ShownOperation[]): Html {
  return html`<details open>
    <summary>${module}</summary>
    <ul>
      ${operations.map(
        ({ id, route }) =>
          html`<li>
            <a href="#${id}"><span class="verb">${route.method}</span> ${route.path}</a>
          </li>`,
      )}
    </ul>
  </details>`
}

const accessTexts = {
  public: 'Anybody',
  guest: 'The holder of a link, and people and API keys of the business',
  person: 'Anybody who signed in, about themselves; no API key',
  operator: 'People and API keys of the business',
} as const

const forPeopleOnly = 'People of the business; no API key'

function renderOperation(operation: ShownOperation, page: DocsPage): Html {
  const { id, route, described, problems } = operation
  return html`<article id="${id}">
    <h3>
      <a href="#${id}"
        ><span class="verb ${route.method.toLowerCase()}">${route.method}</span>
        <code>/api/v1${route.path}</code></a
      >
    </h3>
    <p class="summary">${route.summary}${renderDeprecation(operation)}</p>
    ${route.description === undefined ? undefined : html`<p>${route.description}</p>`}
    <p class="facts">
      For: ${route.peopleOnly ? forPeopleOnly : accessTexts[route.access]}${renderAction(operation)}
      · Limit: ${limitOf(route, page.policies, operation.isPerAccount)} · Idempotency-Key:
      ${route.idempotent ?? 'not used'}
    </p>
    ${renderParameters(described.parameters)}
    ${
      described.body &&
      html`<details open>
        <summary>Body</summary>
        <pre tabindex="0"><code>${sketch(described.body)}</code></pre>
      </details>`
    }
    ${described.responses.map(
      ({ status, description, schema }) =>
        html`<details>
          <summary><span class="status">${status}</span> ${description}</summary>
          ${schema && html`<pre tabindex="0"><code>${sketch(schema)}</code></pre>`}
        </details>`,
    )}
    <details>
      <summary>Problems</summary>
      <ul class="codes">
        ${problems.map(
          ({ code, status }) =>
            html`<li><span class="status">${status}</span> <a href="#${code}">${code}</a></li>`,
        )}
      </ul>
    </details>
    <details>
      <summary>Try it with curl</summary>
      <pre class="curl" tabindex="0"><code>${curlOf(route, described, page.origin)}</code></pre>
    </details>
  </article>`
}

function renderAction({ route }: Operation): Html | undefined {
  if (route.action === undefined) return undefined
  return html`, with <code>${route.action}</code>`
}

function renderDeprecation({ route }: Operation): Html | undefined {
  if (!route.deprecated) return undefined
  return html` <strong>Deprecated; ends on ${route.deprecated.sunset}.</strong>`
}

function renderParameters(parameters: readonly DescribedParameter[]): Html | undefined {
  if (parameters.length === 0) return undefined
  return html`<details open>
    <summary>Parameters</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">In</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map(
          ({ name, place, isRequired, schema, description }) =>
            html`<tr>
              <th scope="row"><code>${name}</code>${isRequired ? '' : ' (optional)'}</th>
              <td>${place}</td>
              <td>${sketch(schema)}${description === undefined ? '' : `. ${description}`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`
}

function renderProblem({ code, status, say }: ListedProblem): Html {
  return html`<dt id="${code}">
      <a href="#${code}">${code}</a> <span class="status">${status}</span>
    </dt>
    <dd>${say}</dd>`
}
