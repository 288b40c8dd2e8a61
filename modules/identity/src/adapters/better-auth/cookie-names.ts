/** What a session lives in, before the prefix. */
export const sessionCookie = 'holdfast_session'
const challengeCookie = 'holdfast_second_factor'

/** The cookies of one installation: by https they are locked to this very host. */
export interface CookieNames {
  readonly isSecure: boolean
  readonly session: string
  /** A sign-in that waits for a code. */
  readonly challenge: string
  named(name: string): string
}

/**
 * Names and attributes follow from the address of the service. `__Host-` makes browsers refuse
 * the cookie from a sibling domain or over http: nobody can put a session of theirs there.
 */
export function cookieNames(publicUrl: string): CookieNames {
  const isSecure = publicUrl.startsWith('https://')
  const named = (name: string) => (isSecure ? `__Host-${name}` : name)
  return { isSecure, session: named(sessionCookie), challenge: named(challengeCookie), named }
}

/** A whole `Set-Cookie`, in the attributes that better-auth gives its own. */
export function setCookie(
  { isSecure }: CookieNames,
  cookie: { readonly name: string; readonly value: string; readonly maxAgeSeconds: number },
): string {
  const { name, value, maxAgeSeconds } = cookie
  const secure = isSecure ? '; Secure' : ''
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure}; SameSite=Lax`
}
