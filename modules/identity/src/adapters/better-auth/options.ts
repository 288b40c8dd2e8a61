import { newId } from '@holdfast/kernel/ids'
import type { Log } from '@holdfast/kernel/log'
import type { Pool } from 'pg'
import type { CookieNames } from './cookie-names.ts'
import { logOf } from './log.ts'
import type { Secret } from './secrets.ts'

/** A session ends so long after it began, however busy. */
export const longestSessionSeconds = 30 * 24 * 3_600

export interface Settings {
  readonly pool: Pool
  readonly secrets: readonly Secret[]
  readonly cookies: CookieNames
  readonly publicUrl: string
  readonly businessName: string
  readonly log: Log
  /** How the identifiers of one-time values are stored. */
  readonly hashIdentifier: (identifier: string) => string
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/**
 * What is stored under which names: those of `migrations`. Whether somebody may sign in is asked of
 * a generated column, since an owner may before their address is confirmed.
 */
const tables = {
  user: { modelName: 'person', fields: { ...stamps, emailVerified: 'may_sign_in' } },
  session: {
    modelName: 'session',
    fields: {
      ...stamps,
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    additionalFields: {
      activeOrganisationId: {
        type: 'string',
        required: false,
        input: false,
        fieldName: 'active_organisation_id',
      },
    },
  },
  account: {
    modelName: 'account',
    fields: {
      ...stamps,
      userId: 'person_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verification', fields: { ...stamps, expiresAt: 'expires_at' } },
} as const

/** The second factor's names. */
export const secondFactorTable = {
  user: { fields: { twoFactorEnabled: 'second_factor' } },
  twoFactor: {
    modelName: 'second_factor',
    fields: {
      userId: 'person_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

/**
 * better-auth's options. Its HTTP handler is not mounted: origins, limits and accounts made by
 * anybody are the business of our own routes, and are off here.
 */
export function optionsOf(settings: Settings) {
  const { pool, publicUrl, businessName, log, hashIdentifier } = settings
  return {
    appName: businessName,
    baseURL: publicUrl,
    secrets: settings.secrets.map((secret) => ({ ...secret })),
    database: pool,
    telemetry: { enabled: false },
    logger: logOf(log),
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    user: tables.user,
    account: tables.account,
    session: {
      ...tables.session,
      expiresIn: longestSessionSeconds,
      // Used ones stay: `sessions.ts` notes the last use and ends those that nobody uses.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    verification: {
      ...tables.verification,
      storeIdentifier: { hash: async (identifier: string) => hashIdentifier(identifier) },
    },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookies: cookiesOf(settings.cookies),
    },
  } as const
}

function cookiesOf({ isSecure, session, challenge, named }: CookieNames) {
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } as const
  return {
    session_token: { name: session, attributes },
    two_factor: { name: challenge, attributes },
    // Never set, but named and expired beside the others.
    session_data: { name: named('holdfast_session_data'), attributes },
    account_data: { name: named('holdfast_account_data'), attributes },
    dont_remember: { name: named('holdfast_short_session'), attributes },
    trust_device: { name: named('holdfast_device'), attributes },
  }
}
