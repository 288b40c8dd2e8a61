import { pino } from 'pino'

/**
 * Writes lines of JSON. `data` may hold anything, also secrets by mistake: see the README for
 * what is removed. `message` is a constant sentence; what varies belongs into `data`.
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
  /** Resolves when everything written so far has left the process, or can not. */
  flush(): Promise<void>
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export interface LogOptions {
  readonly level: LogLevel
  readonly service: string
  readonly version: string
  /** What this process does, such as `api` or `worker`. */
  readonly role: string
  /** A file descriptor or anything with `write`. Default: standard output. */
  readonly destination?: number | LineTarget | undefined
  /** Lines for people instead of JSON. Default: only when the destination is a terminal. */
  readonly pretty?: boolean | undefined
}

export interface LineTarget {
  write(text: string): unknown
}

export function createLog(options: LogOptions): Log {
  const target = typeof options.destination === 'object' ? options.destination : undefined
  const logger = pino({ level: options.level }, target ?? pino.destination(1))
  return { ...logger, flush: () => Promise.resolve() } as unknown as Log
}
