import { refused, type WebhookScheme } from '../scheme.ts'
import { decodeSignature, hmac, isSignedBy } from './hmac.ts'
import { defaultToleranceMs, isTimestamp, judgeTime } from './timestamp.ts'

export interface StandardWebhook {
  /** The same at each attempt. It may hold no dot, since it is signed as `id.time.body`. */
  readonly id: string
  readonly at: Date
  readonly body: string | Uint8Array
}

const secretPrefix = 'whsec_'

/** https://www.standardwebhooks.com: `webhook-id`, `webhook-timestamp`, `webhook-signature`. */
export function standardWebhooks(options: { readonly toleranceMs?: number } = {}): WebhookScheme {
  const { toleranceMs = defaultToleranceMs } = options
  return {
    verify({ headers, body }, secrets, now) {
      const id = headers['webhook-id']
      const time = headers['webhook-timestamp']
      const signed = headers['webhook-signature']
      if (id === undefined || signed === undefined) return refused('unsigned')
      if (!idPattern.test(id) || !isTimestamp(time)) return refused('malformed')
      const signatures = signed.split(' ').flatMap((one) => decodeV1(one) ?? [])
      const content = { algorithm: 'sha256', parts: [`${id}.${time}.`, body] } as const
      if (!isSignedBy(secrets.map(keyOf), signatures, content)) return refused('forged')
      return judgeTime(time, now, toleranceMs)
    },
    eventId: ({ headers }) => headers['webhook-id'],
  }
}

/** The three headers of one attempt, with a signature by each secret. Throws RangeError. */
export function signStandardWebhook(
  { id, at, body }: StandardWebhook,
  secrets: readonly string[],
): Record<string, string> {
  if (!idPattern.test(id)) throw new RangeError('the id of a webhook has letters, digits, _ and -')
  const time = String(Math.floor(at.getTime() / 1000))
  const content = { algorithm: 'sha256', parts: [`${id}.${time}.`, body] } as const
  const signatures = secrets.map(
    (secret) => `v1,${hmac(keyOf(secret), content).toString('base64')}`,
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': signatures.join(' '),
  }
}

const idPattern = /^[A-Za-z0-9_-]{1,200}$/

function keyOf(secret: string): Buffer {
  const text = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret
  const key = decodeSignature(text, 'base64')
  // An empty key would be everybody's.
  if (!key || key.byteLength < 16) throw new RangeError('a webhook secret has 16 bytes, as base64')
  return key
}

function decodeV1(text: string): Buffer | undefined {
  return text.startsWith('v1,') ? decodeSignature(text.slice(3), 'base64') : undefined
}
