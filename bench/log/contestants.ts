import { createAccessLog, createLog } from '@holdfast/kernel/log'
import { pino } from 'pino'
import winston from 'winston'
import { Writable } from 'node:stream'

/** Where lines end: memory, so that only their making is measured. */
export interface Target {
  write(text: string): boolean
}

const entry = {
  method: 'GET',
  path: '/api/v1/bookings/01890a5d-ac96-774b-bcce-b302099a8057',
  route: '/api/v1/bookings/:id',
  status: 200,
  durationMs: 1.234,
  requestBytes: 0,
  responseBytes: 512,
  correlationId: '01890a5d-ac96-774b-bcce-b302099a8058',
  clientAddress: '203.0.113.9',
  outcome: 'answered',
} as const

const base = { service: 'kitchen', version: '1.2.3', role: 'api' }
const data = { bookingId: 'b-1', guests: 4, password: 'x7Kp', user: { id: 'u-1', token: 'q9Lm' } }
const secretPaths = ['password', 'token', '*.password', '*.token']

type Write = () => void

/** Writes one access-log line or one line of data with secrets, by name. */
export function contestants(target: Target): Readonly<Record<string, Write>> {
  return { ...ours(target), ...pinos(target), ...winstons(target), ...bare(target) }
}

function ours(destination: Target): Record<string, Write> {
  const log = createLog({ level: 'info', ...base, destination, pretty: false })
  const access = createAccessLog(log)
  return {
    'holdfast access': () => access(entry),
    'holdfast info': () => log.info(data, 'booking confirmed'),
  }
}

function pinos(target: Target): Record<string, Write> {
  const options = { base, timestamp: pino.stdTimeFunctions.isoTime }
  const redact = { paths: secretPaths, censor: '[redacted]' }
  const log = pino({ ...options, redact }, target)
  const plain = pino(options, target)
  return {
    'pino access': () => log.info(entry, 'request'),
    'pino info': () => log.info(data, 'booking confirmed'),
    'plain pino access': () => plain.info(entry, 'request'),
    'plain pino info': () => plain.info(data, 'booking confirmed'),
  }
}

function winstons(target: Target): Record<string, Write> {
  const stream = new Writable({
    write(chunk, _, done) {
      target.write(String(chunk))
      done()
    },
  })
  const hide = winston.format((info) => {
    for (const name of ['password', 'token']) if (name in info) info[name] = '[redacted]'
    return info
  })
  const log = winston.createLogger({
    defaultMeta: base,
    format: winston.format.combine(hide(), winston.format.timestamp(), winston.format.json()),
    transports: [new winston.transports.Stream({ stream })],
  })
  return {
    'winston access': () => void log.info('request', entry),
    'winston info': () => void log.info('booking confirmed', data),
  }
}

/** What no logger can undercut: no redaction, no level. */
function bare(target: Target): Record<string, Write> {
  return {
    'bare access': () =>
      void target.write(`${JSON.stringify({ time: new Date(), ...base, ...entry })}\n`),
  }
}
