import { STATUS_CODES } from 'node:http'
import { newId } from '../ids/ids.ts'
import { problemHeaders, toProblemDocument, type Problem } from '../problems/problems.ts'
import type { Edge } from './exchange.ts'
import { headerLine } from './header-plan.ts'

/** A whole answer as text, for a connection on which no request could be read. */
export function rawProblem(edge: Edge, problem: Problem): string {
  const correlationId = newId()
  const { problemTypes } = edge.options
  const body = JSON.stringify(
    toProblemDocument(problem, { correlationId, instance: '/', problemTypes }),
  )
  const headers: readonly (readonly [string, string])[] = [
    ...Object.entries(problemHeaders(problem)),
    ['Content-Length', String(Buffer.byteLength(body))],
    ['X-Correlation-ID', correlationId],
    ['X-Request-ID', correlationId],
    ['Date', edge.clock.now().toUTCString()],
    ['Connection', 'close'],
  ]
  const lines = headers.map(([name, value]) => headerLine(name, value)).join('')
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n`
  return `${status}${lines}${edge.plan.defaultLines}\r\n${body}`
}
