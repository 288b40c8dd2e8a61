import { isColorSupported, prettyFactory } from 'pino-pretty'
import type { Sink } from './sink.ts'

/** Turns lines of JSON into lines for people, in this thread, so that none is lost at the end. */
export function createPrettySink(sink: Sink): Sink {
  const format = prettyFactory({
    colorize: isColorSupported,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'service,version,role',
  })
  return { ...sink, write: (line) => sink.write(formatOrKeep(format, line)) }
}

function formatOrKeep(format: (line: string) => string | undefined, line: string): string {
  try {
    return format(line) ?? line
  } catch {
    return line
  }
}
