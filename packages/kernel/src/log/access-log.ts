import type { Log } from './create-log.ts'

/** What the access log says about one finished request. */
export interface AccessEntry {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The route's template, when a route was found. */
  readonly route?: string | undefined
  readonly status: number
  readonly durationMs: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly correlationId: string
  readonly traceId?: string | undefined
  readonly clientAddress: string
  readonly actorId?: string | undefined
  /** `aborted`: the client went away before the answer was out. */
  readonly outcome: 'answered' | 'aborted'
}

/** The access-log line: a template compiled once, written straight to the log's destination. */
export function createAccessLog(log: Log): (entry: AccessEntry) => void {
  return (entry) => log.info(entry, 'request')
}
