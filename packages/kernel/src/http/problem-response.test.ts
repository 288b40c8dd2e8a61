import { expect, test } from 'vitest'
import { ClientGone, runInContext } from '../context/context.ts'
import { createLog } from '../log/log.ts'
import { requestProblems } from '../problems/problems.ts'
import { problemResponse } from './problem-response.ts'

/** The lines that a request leaves whose work was cut because its signal aborted for `reason`. */
function linesOf(reason: unknown): readonly Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = []
  const log = createLog({
    level: 'info',
    service: 'test',
    version: '1',
    role: 'api',
    destination: { write: (line: string) => lines.push(JSON.parse(line)) > 0 },
  })
  const request = { method: 'GET', url: 'http://api.test/api/v1/events', route: '/api/v1/events' }
  runInContext({ correlationId: 'c-1', signal: AbortSignal.abort(reason) }, () => {
    problemResponse(requestProblems.deadline({}, { cause: reason }), request, { log })
  })
  return lines
}

test('a client that went away is no failure in the log', () => {
  expect(linesOf(new ClientGone())).toMatchObject([
    { level: 'info', msg: 'the client went away', route: '/api/v1/events' },
  ])
})

test('a request whose time was over still is', () => {
  expect(linesOf(requestProblems.deadline())).toMatchObject([
    { level: 'warn', code: 'request.deadline', status: 504 },
  ])
})
