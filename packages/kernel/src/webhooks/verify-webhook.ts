import ipaddr from 'ipaddr.js'
import type { RawRequest } from '../contract/contract.ts'
import type { WebhookRefusal, WebhookScheme } from './scheme.ts'

/** A provider that sends webhooks here. */
export interface WebhookSource {
  readonly scheme: WebhookScheme
  /** All that are active; the newest and, for a while, the one before. */
  readonly secrets: readonly string[]
  /** Addresses and networks that the provider documents as its own; every address unless told. */
  readonly allowedAddresses?: readonly string[]
}

/** A request that its provider has sent and nobody has changed. */
export interface VerifiedWebhook {
  readonly provider: string
  readonly eventId: string
  readonly request: RawRequest
}

/** Throws RangeError for a source that would believe anybody. */
export function checkSource(provider: string, source: WebhookSource): void {
  const { secrets, allowedAddresses = [] } = source
  const isSound = secrets.length > 0 && secrets.every((secret) => secret.trim() !== '')
  if (!isSound) throw new RangeError(`the webhooks of ${provider} need a secret`)
  for (const network of allowedAddresses) readNetwork(network)
}

/** The event's id, or why the request is not believed. The address is looked at first. */
export function judgeWebhook(
  source: WebhookSource,
  request: RawRequest,
  now: Date,
): { readonly eventId: string } | { readonly refusal: WebhookRefusal } {
  if (!mayCome(source, request.clientAddress)) return { refusal: 'from another address' }
  const verdict = source.scheme.verify(request, source.secrets, now)
  if (!verdict.isGenuine) return { refusal: verdict.reason }
  const eventId = source.scheme.eventId(request)
  if (eventId === undefined || eventId === '' || eventId.length > 200) {
    return { refusal: 'without an id' }
  }
  return { eventId }
}

function mayCome({ allowedAddresses }: WebhookSource, clientAddress: string): boolean {
  if (!allowedAddresses) return true
  if (!ipaddr.isValid(clientAddress)) return false
  const address = ipaddr.process(clientAddress)
  return allowedAddresses
    .map(readNetwork)
    .some((network) => network[0].kind() === address.kind() && address.match(network))
}

function readNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
