import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { FlatHeaders } from '../cors/cors.ts'

/** The edge's headers as they go on the wire, and how they meet a listener's own. */
export interface HeaderPlan {
  /** Lower-case names that only the edge writes; a listener's value is dropped. */
  readonly owned: ReadonlySet<string>
  /**
   * By lower-case name: the line for answers that do not carry the header themselves. The line
   * of a policy that is made for each answer is empty here.
   */
  readonly defaults: ReadonlyMap<string, string>
  /** All of `defaults`. */
  readonly defaultLines: string
  /** The lines of a list of names and values; remembered for lists that come again. */
  linesOf(headers: FlatHeaders): string
}

const correlationNames = ['x-correlation-id', 'x-request-id']
const corsNames = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
]

export function planHeaders(
  defaults: FlatHeaders,
  options: { readonly cors: boolean; readonly policyPerAnswer: boolean },
): HeaderPlan {
  const lines = new Map<string, string>()
  for (let at = 0; at + 1 < defaults.length; at += 2) {
    const name = defaults[at] ?? ''
    lines.set(name.toLowerCase(), headerLine(name, defaults[at + 1] ?? ''))
  }
  if (options.policyPerAnswer) lines.set('content-security-policy', '')
  const remembered = new WeakMap<FlatHeaders, string>()
  return {
    owned: new Set(options.cors ? [...correlationNames, ...corsNames] : correlationNames),
    defaults: lines,
    defaultLines: [...lines.values()].join(''),
    linesOf(headers) {
      const known = remembered.get(headers)
      if (known !== undefined) return known
      const made = joinLines(headers)
      remembered.set(headers, made)
      return made
    },
  }
}

/** One header as it goes on the wire. Throws for a name or value that would break out of it. */
export function headerLine(name: string, value: string): string {
  validateHeaderName(name)
  validateHeaderValue(name, value)
  return `${name}: ${value}\r\n`
}

function joinLines(headers: FlatHeaders): string {
  let lines = ''
  for (let at = 0; at + 1 < headers.length; at += 2) {
    lines += headerLine(headers[at] ?? '', headers[at + 1] ?? '')
  }
  return lines
}
