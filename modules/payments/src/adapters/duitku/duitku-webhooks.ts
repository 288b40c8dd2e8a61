import type { RawRequest } from '@holdfast/kernel/contract'
import { equalInConstantTime, type WebhookScheme } from '@holdfast/kernel/webhooks'
import type { ProviderWebhooks } from '../../providers/provider.ts'
import { wholeAmount } from './duitku-amount.ts'
import { signCallback, type DuitkuMerchant } from './duitku-signature.ts'

/** Callbacks: form-encoded, signed over merchant, amount as written, and order. */
export function duitkuWebhooks(
  merchant: DuitkuMerchant,
  allowedAddresses: readonly string[],
): ProviderWebhooks {
  return {
    source: { scheme: schemeOf(merchant), secrets: [merchant.apiKey], allowedAddresses },
    aboutOf(body) {
      const attemptId = formOf(body).get('merchantOrderId')
      return attemptId !== null && /^[0-9a-f-]{36}$/.test(attemptId) ? { attemptId } : undefined
    },
    fits: (body, { amount, currency, exponent }) =>
      formOf(body).get('amount') === wholeAmount({ amount, currency, exponent }),
    unknownOrders: 'refuse',
  }
}

function schemeOf(merchant: DuitkuMerchant): WebhookScheme {
  return {
    verify({ body }) {
      const form = formOf(body)
      const read = (name: string) => form.get(name) ?? ''
      const signature = read('signature')
      if (signature === '') return { isGenuine: false, reason: 'unsigned' }
      if (read('merchantCode') !== merchant.merchantCode || hasDoubles(form)) {
        return { isGenuine: false, reason: 'malformed' }
      }
      const signed = { merchantOrderId: read('merchantOrderId'), amount: read('amount') }
      const expected = signCallback(merchant, signed)
      return isSame(signature.toLowerCase(), expected)
        ? { isGenuine: true }
        : { isGenuine: false, reason: 'forged' }
    },
    eventId,
  }
}

/**
 * Order and outcome. The outcome is not part of what is signed: it tells one message from another
 * and is otherwise not looked at, since Duitku itself is asked.
 */
function eventId({ body }: Pick<RawRequest, 'body'>): string | undefined {
  const form = formOf(body)
  const code = form.get('resultCode') ?? ''
  return /^\d\d$/.test(code) ? `${form.get('merchantOrderId')}:${code}` : undefined
}

/** A name given twice would be read differently here and there. */
function hasDoubles(form: URLSearchParams): boolean {
  const names = [...form.keys()]
  return new Set(names).size !== names.length
}

function formOf(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body))
}

function isSame(one: string, other: string): boolean {
  const encoder = new TextEncoder()
  return equalInConstantTime(encoder.encode(one), encoder.encode(other))
}
