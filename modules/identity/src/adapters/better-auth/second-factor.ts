import { databaseError } from '@holdfast/kernel/postgres'
import type {
  BrowserHeaders,
  CodesRenewed,
  Confirmation,
  Confirmed,
  SetUp,
  TurnedOff,
} from '../../auth/auth.ts'
import { translated } from './failures.ts'
import { cookiesOf, headersFor, type Running } from './running.ts'

const wrongPassword = { outcome: 'wrongPassword' } as const

export async function beginSecondFactor(
  running: Running,
  session: string,
  password: string,
): Promise<SetUp> {
  const { api } = await running.library()
  const headers = headersFor(running, { session })
  const attempt = () => api.enableTwoFactor({ body: { password, method: 'totp' }, headers })
  const call = attempt().catch((error: unknown) => {
    // Asked for twice at once: the other one was quicker, and the secret of this one replaces it.
    if (databaseError(error)?.constraint !== 'second_factor_of_person') throw error
    return attempt()
  })
  const done = await translated(call, {
    INVALID_PASSWORD: wrongPassword,
    TOTP_ALREADY_ENABLED: { outcome: 'alreadyOn' } as const,
  })
  if ('outcome' in done) return done
  if (done.method !== 'totp') throw new TypeError('better-auth set up another factor')
  return { outcome: 'begun', uri: done.totpURI }
}

export async function confirmSecondFactor(
  running: Running,
  session: string,
  { personId, code, browser }: Confirmation,
): Promise<Confirmed> {
  const { api } = await running.library()
  const headers = headersFor(running, { session, browser })
  const call = api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
  const done = await translated(call, {
    INVALID_CODE: { outcome: 'wrongCode' } as const,
    TOTP_NOT_ENABLED: { outcome: 'notBegun' } as const,
  })
  if ('outcome' in done) return done
  const { backupCodes } = await translated(api.viewBackupCodes({ body: { userId: personId } }))
  return { outcome: 'on', cookies: cookiesOf(done.headers), backupCodes }
}

export async function renewBackupCodes(
  running: Running,
  session: string,
  password: string,
): Promise<CodesRenewed> {
  const { api } = await running.library()
  const headers = headersFor(running, { session })
  const done = await translated(api.generateBackupCodes({ body: { password }, headers }), {
    INVALID_PASSWORD: wrongPassword,
    TWO_FACTOR_NOT_ENABLED: { outcome: 'off' } as const,
  })
  return 'outcome' in done ? done : { outcome: 'renewed', backupCodes: done.backupCodes }
}

export async function endSecondFactor(
  running: Running,
  session: string,
  given: { readonly password: string; readonly browser: BrowserHeaders },
): Promise<TurnedOff> {
  const { api } = await running.library()
  const call = api.disableTwoFactor({
    body: { password: given.password },
    headers: headersFor(running, { session, browser: given.browser }),
    returnHeaders: true,
  })
  const done = await translated(call, { INVALID_PASSWORD: wrongPassword })
  return 'outcome' in done ? done : { outcome: 'off', cookies: cookiesOf(done.headers) }
}
