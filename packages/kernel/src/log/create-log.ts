import { isatty } from 'node:tty'
import { pino } from 'pino'
import { currentContext } from '../context/context.ts'
import { FdSink } from './fd-sink.ts'
import { createPrettySink } from './pretty.ts'
import { redact } from './redact.ts'
import type { Redacted } from './redact.ts'
import { redactText } from './redact-text.ts'
import { createTargetSink } from './sink.ts'
import type { LineTarget, Sink } from './sink.ts'
import { isoTime } from './iso-time.ts'

/**
 * Writes lines of JSON. `data` may hold anything, also secrets by mistake: the README says what
 * is removed. `message` is a constant sentence; what varies belongs into `data`.
 * No method ever throws or waits.
 */
export interface Log {
  trace(data: object, message: string): void
  debug(data: object, message: string): void
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
  fatal(data: object, message: string): void
  /** A log whose every line also carries `bindings`. */
  child(bindings: object): Log
  /** Resolves when all lines so far have left the process; after 2 s also when they can not. */
  flush(): Promise<void>
}

export type LineLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
export type LogLevel = LineLevel | 'silent'

export interface LogOptions {
  readonly level: LogLevel
  readonly service: string
  readonly version: string
  /** What this process does, such as `api` or `worker`. */
  readonly role: string
  /** A file descriptor, open as long as the process, or a stream. Default: standard output. */
  readonly destination?: number | LineTarget | undefined
  /** Lines for people instead of JSON. Default: only when the destination is a terminal. */
  readonly pretty?: boolean | undefined
}

/** What the access log needs to write past pino. */
export interface LogCore {
  readonly sink: Sink
  /** The members of every line, as JSON without braces: `"service":"…","version":"…","role":"…"`. */
  readonly base: string
  isEnabled(level: LineLevel): boolean
}

const cores = new WeakMap<Log, LogCore>()

/** Undefined for a log that was not made here. */
export function coreOf(log: Log): LogCore | undefined {
  return cores.get(log)
}

export function createLog(options: LogOptions): Log {
  const { level, service, version, role } = options
  const sink = createSink(options)
  const logger = pino(
    {
      level,
      base: { service, version, role },
      timestamp: () => `,"time":"${isoTime(Date.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (value: unknown) => value },
    },
    { write: (line) => sink.write(line) },
  )
  const base = JSON.stringify({ service, version, role }).slice(1, -1)
  const core: LogCore = { sink, base, isEnabled: (level) => logger.isLevelEnabled(level) }
  return createBoundLog({ logger, core }, {})
}

function createSink({ destination = 1, pretty }: LogOptions): Sink {
  if (typeof destination !== 'number') {
    const sink = createTargetSink(destination)
    return pretty ? createPrettySink(sink) : sink
  }
  const sink = new FdSink(destination, describeLoss)
  return (pretty ?? isatty(destination)) ? createPrettySink(sink) : sink
}

function describeLoss(lines: number): string {
  const time = isoTime(Date.now())
  return `${JSON.stringify({ level: 'warn', time, lines, msg: 'Log lines were dropped' })}\n`
}

interface Backend {
  readonly logger: pino.Logger
  readonly core: LogCore
}

function createBoundLog(backend: Backend, bindings: Redacted): Log {
  const { logger, core } = backend
  const write = (level: LineLevel) => (data: object, message: string) => {
    if (!logger.isLevelEnabled(level)) return
    try {
      logger[level](lineOf(bindings, data), redactText(String(message), maxMessageLength))
    } catch {
      core.sink.write(brokenLine(core.base))
    }
  }
  const log: Log = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    child: (more) => createBoundLog(backend, { ...bindings, ...withoutReserved(redact(more)) }),
    flush: () => core.sink.flush(),
  }
  cores.set(log, core)
  return log
}

const maxMessageLength = 1_024

/** The context's members come last: what a request says about itself can not replace them. */
function lineOf(bindings: Redacted, data: object): Redacted {
  return { ...bindings, ...withoutReserved(redact(data)), ...contextFields() }
}

const reserved = ['level', 'time', 'service', 'version', 'role', 'msg']

/** Two members of one name would let data overwrite what the line says about itself. */
function withoutReserved(fields: Redacted): Redacted {
  if (!reserved.some((name) => name in fields)) return fields
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      reserved.includes(name) ? `data.${name}` : name,
      value,
    ]),
  )
}

function contextFields(): Redacted {
  const context = currentContext()
  if (!context) return {}
  const { correlationId, traceparent, actorId } = context
  return {
    correlationId,
    ...(traceparent === undefined ? {} : { traceId: traceIdOf(traceparent) }),
    ...(actorId === undefined ? {} : { actorId }),
  }
}

/** The second part of a W3C `traceparent`: `00-<trace id>-<span id>-<flags>`. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35)
}

function brokenLine(base: string): string {
  const time = isoTime(Date.now())
  return `{"level":"error","time":"${time}",${base},"msg":"A log line could not be written"}\n`
}
