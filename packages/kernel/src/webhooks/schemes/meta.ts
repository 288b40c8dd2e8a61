import type { WebhookScheme } from '../scheme.ts'
import { genericHmac } from './generic-hmac.ts'

/** Meta (WhatsApp, Instagram): `X-Hub-Signature-256: sha256=…` of the body, with no time in it. */
export function metaScheme(): WebhookScheme {
  return genericHmac({ header: 'x-hub-signature-256', prefix: 'sha256=' })
}
