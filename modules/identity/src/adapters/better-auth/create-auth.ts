import { hashToken, type Vault } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Auth } from '../../auth/auth.ts'
import { cookieNames, sessionCookie, setCookie } from './cookie-names.ts'
import { loadLibrary, type Library } from './library.ts'
import { changePassword, hashPassword, resetName, resetPassword } from './passwords.ts'
import { createAuthPool } from './pool.ts'
import type { Running } from './running.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewBackupCodes,
} from './second-factor.ts'
import { secretsOf } from './secrets.ts'
import { checkSecondFactor, endSession, signIn, startSession } from './sign-in.ts'
import { readSignedCookie } from './signed-cookies.ts'

export interface AuthOptions {
  /** As the application's role. Five connections at most, beside those of the service. */
  readonly connectionString: string
  readonly vault: Pick<Vault, 'blindIndexes'>
  /** Where the service is: https makes the cookies secure. */
  readonly publicUrl: string
  /** What the authenticator app calls the account. */
  readonly businessName: string
  readonly log: Log
}

/** Sign-in by better-auth. Connects when first used; its modules are loaded meanwhile. */
export function createAuth(options: AuthOptions): Auth {
  const pool = createAuthPool(options.connectionString, options.log)
  const running = run(options, pool)
  const { cookies, secrets } = running
  const forgotten = [cookies.session, cookies.challenge]
  return {
    sessionCookie,
    readSession: (header) => readSignedCookie(header, cookies.session, secrets),
    forgetSession: forgotten.map((name) =>
      setCookie(cookies, { name, value: '', maxAgeSeconds: 0 }),
    ),
    signIn: (credentials, browser) => signIn(running, credentials, browser),
    checkSecondFactor: (code, browser) => checkSecondFactor(running, code, browser),
    readWaitingSignIn: (header) => {
      const challenge = readSignedCookie(header, cookies.challenge, secrets)
      return challenge && hashIdentifier(challenge)
    },
    startSession: (personId, browser) => startSession(running, personId, browser),
    endSession: (session) => endSession(running, session),
    hashPassword: (password) => hashPassword(running, password),
    changePassword: (session, change) => changePassword(running, session, change),
    resetPassword: (token, password) => resetPassword(running, token, password),
    resetIdentifier: (token) => hashIdentifier(resetName(token)),
    beginSecondFactor: (session, password) => beginSecondFactor(running, session, password),
    confirmSecondFactor: (session, given) => confirmSecondFactor(running, session, given),
    renewBackupCodes: (session, password) => renewBackupCodes(running, session, password),
    endSecondFactor: (session, given) => endSecondFactor(running, session, given),
    close: () => pool.end(),
  }
}

function run(
  { vault, publicUrl, businessName, log }: AuthOptions,
  pool: ReturnType<typeof createAuthPool>,
): Running {
  const cookies = cookieNames(publicUrl)
  const secrets = secretsOf(vault)
  const settings = { pool, secrets, cookies, publicUrl, businessName, log, hashIdentifier }
  const [current, ...previous] = secrets
  let loading: Promise<Library> | undefined
  const library = () => (loading ??= loadLibrary(settings))
  library().catch((error: unknown) => log.error({ err: error }, 'better-auth could not be loaded'))
  return { library, cookies, secrets: [current.value, ...previous.map(({ value }) => value)] }
}

/** One-time values are found by it; whoever reads the table can not use them. */
function hashIdentifier(identifier: string): string {
  return hashToken(identifier).toString('base64url')
}
