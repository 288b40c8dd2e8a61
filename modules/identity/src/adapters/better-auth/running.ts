import type { BrowserHeaders, Cookies } from '../../auth/auth.ts'
import type { CookieNames } from './cookie-names.ts'
import type { Library } from './library.ts'
import { signCookie } from './signed-cookies.ts'

/** better-auth at work, and what its calls need besides. */
export interface Running {
  /** Loaded once. */
  readonly library: () => Promise<Library>
  readonly cookies: CookieNames
  /** The secrets that may have signed a cookie, the one that signs first. */
  readonly secrets: readonly [string, ...string[]]
}

interface Shown {
  readonly session?: string
  readonly challenge?: string
  readonly browser?: BrowserHeaders
}

const longestUserAgent = 300

/**
 * What better-auth sees of a request: what the call is about and nothing else. A session in the
 * cookies of a sign-in, say, changes nothing about it.
 */
export function headersFor({ cookies, secrets }: Running, shown: Shown): Headers {
  const { session, challenge, browser } = shown
  const pairs = [
    session && `${cookies.session}=${signCookie(session, secrets[0])}`,
    challenge && `${cookies.challenge}=${signCookie(challenge, secrets[0])}`,
  ]
  const headers = new Headers({ 'user-agent': userAgentOf(browser) })
  const cookie = pairs.filter(Boolean).join('; ')
  if (cookie !== '') headers.set('cookie', cookie)
  return headers
}

export function userAgentOf(browser: BrowserHeaders | undefined): string {
  return (browser?.['user-agent'] ?? '').slice(0, longestUserAgent)
}

export function cookiesOf(headers: Headers | null | undefined): Cookies {
  return headers?.getSetCookie() ?? []
}
