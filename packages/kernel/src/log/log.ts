/** Structured logging: one JSON object per line, redacted, never throwing. */
export { createLog, type Log, type LogLevel, type LogOptions } from './create-log.ts'
export { redactText } from './redact-text.ts'
export { createAccessLog, type AccessEntry } from './access-log.ts'
