import type { DuitkuMerchant } from './duitku-signature.ts'

export interface DuitkuSettings extends DuitkuMerchant {
  /** Duitku's host; the sandbox's outside of production. */
  readonly baseUrl: string
  /** Where this service takes callbacks. */
  readonly callbackUrl: string
}

export const duitkuHosts = {
  production: 'https://passport.duitku.com',
  sandbox: 'https://sandbox.duitku.com',
} as const

/** The addresses from which Duitku documents that its callbacks come. */
export const duitkuAddresses = {
  production: [
    '182.23.85.8',
    '182.23.85.9',
    '182.23.85.10',
    '182.23.85.13',
    '182.23.85.14',
    '103.177.101.184',
    '103.177.101.185',
    '103.177.101.186',
    '103.177.101.189',
    '103.177.101.190',
  ],
  sandbox: ['182.23.85.11', '182.23.85.12', '103.177.101.187', '103.177.101.188'],
} as const

const testCodes = /^(D0001|DXXXX|D1234|TEST.*|DEMO.*)$/i

/** What is wrong for production, in a sentence that shows no key; undefined when nothing is. */
export function faultInDuitkuSettings(settings: DuitkuSettings): string | undefined {
  const { merchantCode, apiKey, baseUrl, callbackUrl } = settings
  if (testCodes.test(merchantCode)) return 'DUITKU_MERCHANT_CODE is a test value'
  if (apiKey.length < 20) return 'DUITKU_API_KEY is shorter than 20 characters'
  if (!callbackUrl.startsWith('https://')) return 'Duitku’s callbacks need an https PUBLIC_URL'
  if (new URL(baseUrl).hostname.startsWith('sandbox.')) return 'Duitku’s sandbox is no production'
  return undefined
}
