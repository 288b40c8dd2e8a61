import { currentContext } from '../context/context.ts'
import { sanitizePath } from './access-path.ts'
import { coreOf, traceIdOf } from './create-log.ts'
import type { Log, LogCore } from './create-log.ts'
import { isoTime } from './iso-time.ts'

/** What the access log says about one finished request. */
export interface AccessEntry {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The route's template, when a route was found. */
  readonly route?: string | undefined
  readonly status: number
  readonly durationMs: number
  /** Of the body, as far as they came. */
  readonly requestBytes: number
  readonly responseBytes: number
  readonly correlationId: string
  /** Default: that of the current context. */
  readonly traceId?: string | undefined
  readonly clientAddress: string
  /** Default: that of the current context. */
  readonly actorId?: string | undefined
  /** `aborted`: the client went away before the answer was out. */
  readonly outcome: 'answered' | 'aborted'
  /** One of many that nobody asks about while they go well: a page's files, a probe. */
  readonly isRoutine?: boolean
}

/**
 * Returns a function that writes the access-log line of a finished request, at level `info`, or
 * `warn` for a status from 500, or `debug` for routine that went well. The line is a template compiled here and goes straight to the
 * log's destination; path segments that look like personal data or a token are replaced.
 */
export function createAccessLog(log: Log): (entry: AccessEntry) => void {
  const core = coreOf(log)
  return core ? compile(core) : (entry) => writeTo(log, entry)
}

function writeTo(log: Log, entry: AccessEntry): void {
  log[levelOf(entry)]({ ...entry, path: sanitizePath(entry.path) }, 'request')
}

function levelOf({ status, outcome, isRoutine }: AccessEntry): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn'
  return isRoutine && status < 400 && outcome === 'answered' ? 'debug' : 'info'
}

function compile({ sink, base, isEnabled }: LogCore): (entry: AccessEntry) => void {
  const enabled = {
    debug: isEnabled('debug'),
    info: isEnabled('info'),
    warn: isEnabled('warn'),
  }
  const tail = '","msg":"request"}\n'
  return (entry) => {
    const level = levelOf(entry)
    if (!enabled[level]) return
    const context = currentContext()
    const traceId =
      entry.traceId ?? (context?.traceparent ? traceIdOf(context.traceparent) : undefined)
    const actorId = entry.actorId ?? context?.actorId
    sink.write(
      `{"level":"${level}","time":"${isoTime(Date.now())}",${base}` +
        `,"method":${quote(entry.method)},"path":${quote(sanitizePath(entry.path))}` +
        (entry.route === undefined ? '' : `,"route":${quote(entry.route)}`) +
        `,"status":${number(entry.status)},"durationMs":${duration(entry.durationMs)}` +
        `,"requestBytes":${number(entry.requestBytes)},"responseBytes":${number(entry.responseBytes)}` +
        `,"correlationId":${quote(entry.correlationId)},"clientAddress":${quote(entry.clientAddress)}` +
        (traceId === undefined ? '' : `,"traceId":${quote(traceId)}`) +
        (actorId === undefined ? '' : `,"actorId":${quote(actorId)}`) +
        `,"outcome":"${entry.outcome === 'aborted' ? 'aborted' : 'answered'}${tail}`,
    )
  }
}

const harmless = /^[\w/.:*~ -]{0,300}$/

function quote(text: string): string {
  return harmless.test(text) ? `"${text}"` : JSON.stringify(escapeUnprintable(text.slice(0, 600)))
}

// JSON leaves DEL, C1 and the line separators as they are; terminals do not.
function escapeUnprintable(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function number(value: number): number {
  return Number.isFinite(value) ? value : 0
}

/** Microseconds are enough. */
function duration(valueMs: number): number {
  return Math.round(number(valueMs) * 1_000) / 1_000
}
