// Requests as the providers send them.
import { createHmac } from 'node:crypto'
import type { RawRequest } from '../contract/contract.ts'

export const now = new Date('2026-01-05T12:00:00.000Z')
export const nowSeconds = now.getTime() / 1000

export function requestOf(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): RawRequest {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return { body: bytes, contentType: 'application/json', headers, clientAddress: '192.0.2.1' }
}

export function hexHmac(secret: string, ...parts: readonly (string | Uint8Array)[]): string {
  const mac = createHmac('sha256', secret)
  for (const part of parts) mac.update(part)
  return mac.digest('hex')
}

/** Signed as Stripe does. */
export function stripeRequest(
  body: string | Uint8Array,
  secret: string,
  seconds: number = nowSeconds,
): RawRequest {
  const signature = hexHmac(secret, `${seconds}.`, body)
  return requestOf(body, { 'stripe-signature': `t=${seconds},v1=${signature}` })
}
