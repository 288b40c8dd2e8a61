import { createHash, createHmac } from 'node:crypto'

/** How a merchant signs. Pinned: who signs with HMAC never believes MD5 again. */
export type DuitkuScheme = 'md5' | 'hmac-sha256'

export interface DuitkuMerchant {
  readonly merchantCode: string
  readonly apiKey: string
  readonly scheme: DuitkuScheme
}

/** Of a request to open an order. */
export function signRequest(
  merchant: DuitkuMerchant,
  order: { readonly merchantOrderId: string; readonly amount: string },
): string {
  return sign(merchant, merchant.merchantCode + order.merchantOrderId + order.amount)
}

/** Of a question how an order stands. */
export function signQuestion(merchant: DuitkuMerchant, merchantOrderId: string): string {
  return sign(merchant, merchant.merchantCode + merchantOrderId)
}

/** Of a callback, with the amount exactly as it is written there. */
export function signCallback(
  merchant: DuitkuMerchant,
  callback: { readonly merchantOrderId: string; readonly amount: string },
): string {
  return sign(merchant, merchant.merchantCode + callback.amount + callback.merchantOrderId)
}

// MD5 is what Duitku asks of merchants that have not moved to HMAC; the key is part of the text.
function sign({ scheme, apiKey }: DuitkuMerchant, text: string): string {
  return scheme === 'md5'
    ? createHash('md5')
        .update(text + apiKey, 'utf8')
        .digest('hex')
    : createHmac('sha256', apiKey).update(text, 'utf8').digest('hex')
}
