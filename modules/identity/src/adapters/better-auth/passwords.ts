import type { Changed, PasswordChange } from '../../auth/auth.ts'
import { translated } from './failures.ts'
import { cookiesOf, headersFor, type Running } from './running.ts'

export async function hashPassword(running: Running, password: string): Promise<string> {
  const context = await (await running.library()).$context
  return context.password.hash(password)
}

const wrongPassword = { outcome: 'wrongPassword' } as const

export async function changePassword(
  running: Running,
  session: string,
  change: PasswordChange,
): Promise<Changed> {
  const { api } = await running.library()
  const call = api.changePassword({
    body: {
      currentPassword: change.current,
      newPassword: change.next,
      revokeOtherSessions: true,
    },
    headers: headersFor(running, { session, browser: change.browser }),
    returnHeaders: true,
  })
  const done = await translated(call, {
    INVALID_PASSWORD: wrongPassword,
    CREDENTIAL_ACCOUNT_NOT_FOUND: wrongPassword,
  })
  if ('outcome' in done) return done
  const { token } = done.response
  if (token === null) throw new TypeError('better-auth began no session')
  return { outcome: 'changed', token, cookies: cookiesOf(done.headers) }
}

export function resetName(token: string): string {
  return `reset-password:${token}`
}

export async function resetPassword(
  running: Running,
  token: string,
  newPassword: string,
): Promise<string | undefined> {
  const { api, $context } = await running.library()
  const { internalAdapter } = await $context
  const found = await translated(internalAdapter.findVerificationValue(resetName(token)))
  const done = await translated(api.resetPassword({ body: { token, newPassword } }), {
    INVALID_TOKEN: false,
    USER_NOT_FOUND: false,
  })
  return done && found ? found.value : undefined
}
