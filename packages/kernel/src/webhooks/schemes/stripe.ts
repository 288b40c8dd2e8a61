import { refused, type WebhookScheme } from '../scheme.ts'
import { decodeSignature, isSignedBy } from './hmac.ts'
import { idOfJson } from './json-id.ts'
import { defaultToleranceMs, isTimestamp, judgeTime } from './timestamp.ts'

/**
 * Stripe: `Stripe-Signature: t=1492774577,v1=5257a8…`, HMAC-SHA256 of `t.body`, with one `v1` for
 * each active secret (https://docs.stripe.com/webhooks/signature). Other versions are ignored.
 */
export function stripeScheme(options: { readonly toleranceMs?: number } = {}): WebhookScheme {
  const { toleranceMs = defaultToleranceMs } = options
  return {
    verify({ headers, body }, secrets, now) {
      const header = headers['stripe-signature']
      if (header === undefined) return refused('unsigned')
      const parts = header.split(',').map((part) => part.trim())
      const [time, ...more] = valuesOf(parts, 't')
      const signatures = valuesOf(parts, 'v1').flatMap((v1) => decodeSignature(v1, 'hex') ?? [])
      if (!isTimestamp(time) || more.length > 0) return refused('malformed')
      const content = { algorithm: 'sha256', parts: [`${time}.`, body] } as const
      if (!isSignedBy(secrets, signatures, content)) return refused('forged')
      return judgeTime(time, now, toleranceMs)
    },
    eventId: idOfJson,
  }
}

function valuesOf(parts: readonly string[], name: string): string[] {
  return parts
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
}
