import type {
  BrowserHeaders,
  Credentials,
  SecondFactorCheck,
  SignIn,
  StartedSession,
} from '../../auth/auth.ts'
import { setCookie } from './cookie-names.ts'
import { translated } from './failures.ts'
import { longestSessionSeconds } from './options.ts'
import { cookiesOf, headersFor, userAgentOf, type Running } from './running.ts'
import { readSignedCookie, signCookie } from './signed-cookies.ts'

const refused = { outcome: 'refused' } as const

/** E-mail and password. better-auth hashes the password also where there is nothing to compare. */
export async function signIn(
  running: Running,
  { email, password }: Credentials,
  browser: BrowserHeaders,
): Promise<SignIn> {
  const { api } = await running.library()
  const headers = headersFor(running, { browser })
  const call = api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
  const done = await translated(call, {
    INVALID_EMAIL_OR_PASSWORD: refused,
    INVALID_EMAIL: refused,
    EMAIL_NOT_VERIFIED: { outcome: 'emailUnverified' } as const,
  })
  if ('outcome' in done) return done
  const cookies = cookiesOf(done.headers)
  const { response } = done
  if ('twoFactorRedirect' in response) return { outcome: 'secondFactorNeeded', cookies }
  return { outcome: 'signedIn', personId: response.user.id, token: response.token, cookies }
}

const failedChecks = {
  INVALID_CODE: { outcome: 'wrongCode' },
  INVALID_BACKUP_CODE: { outcome: 'wrongCode' },
  // Two requests with one backup code at once.
  CONFLICT: { outcome: 'wrongCode' },
  INVALID_TWO_FACTOR_COOKIE: { outcome: 'signInAgain' },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { outcome: 'signInAgain' },
  // Turned off since the password was accepted.
  TOTP_NOT_ENABLED: { outcome: 'signInAgain' },
  BACKUP_CODES_NOT_ENABLED: { outcome: 'signInAgain' },
  ACCOUNT_TEMPORARILY_LOCKED: { outcome: 'locked' },
} as const

/** Six digits are a code of the app; everything else is taken for a backup code. */
export async function checkSecondFactor(
  running: Running,
  code: string,
  browser: BrowserHeaders,
): Promise<SecondFactorCheck> {
  const challenge = readSignedCookie(browser.cookie, running.cookies.challenge, running.secrets)
  if (challenge === undefined) return { outcome: 'signInAgain' }
  const { api } = await running.library()
  const headers = headersFor(running, { challenge, browser })
  const request = { body: { code }, headers, returnHeaders: true } as const
  const done = isAppCode(code)
    ? await translated(api.verifyTOTP(request), failedChecks)
    : await translated(api.verifyBackupCode(request), failedChecks)
  if ('outcome' in done) return done
  const { token, user } = done.response
  if (token === undefined) throw new TypeError('better-auth began no session')
  return { outcome: 'signedIn', personId: user.id, token, cookies: cookiesOf(done.headers) }
}

export function isAppCode(code: string): boolean {
  return /^\d{6}$/.test(code)
}

/** A session without better-auth's own check of a password. */
export async function startSession(
  running: Running,
  personId: string,
  browser: BrowserHeaders,
): Promise<StartedSession> {
  const { internalAdapter } = await (await running.library()).$context
  const userAgent = userAgentOf(browser)
  const { token } = await translated(internalAdapter.createSession(personId, false, { userAgent }))
  const { cookies, secrets } = running
  const value = signCookie(token, secrets[0])
  const cookie = { name: cookies.session, value, maxAgeSeconds: longestSessionSeconds }
  return { personId, token, cookies: [setCookie(cookies, cookie)] }
}

export async function endSession(running: Running, session: string): Promise<void> {
  const { internalAdapter } = await (await running.library()).$context
  await translated(internalAdapter.deleteSession(session))
}
