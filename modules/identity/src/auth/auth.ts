/** The values of `Set-Cookie` that an answer has to carry. */
export type Cookies = readonly string[]

/** What a verb knows of the caller's browser: the headers that a route may read. */
export interface BrowserHeaders {
  readonly cookie?: string | undefined
  readonly 'user-agent'?: string | undefined
}

/** A session that has just begun. The token alone opens nothing: the cookie is signed. */
export interface StartedSession {
  readonly personId: string
  readonly token: string
  readonly cookies: Cookies
}

export type SignIn =
  | ({ readonly outcome: 'signedIn' } & StartedSession)
  /** The password is right; the cookies hold a sign-in that waits for a code, for ten minutes. */
  | { readonly outcome: 'secondFactorNeeded'; readonly cookies: Cookies }
  /** The password is right, and nobody has shown yet that the e-mail is theirs. */
  | { readonly outcome: 'emailUnverified' }
  /** Unknown e-mail or wrong password: it takes the same time and nobody can tell. */
  | { readonly outcome: 'refused' }

export type SecondFactorCheck =
  | ({ readonly outcome: 'signedIn' } & StartedSession)
  | { readonly outcome: 'wrongCode' }
  /** No sign-in waits for a code, or no longer, or it had five wrong ones. */
  | { readonly outcome: 'signInAgain' }
  /** Ten wrong codes in a row, over all sign-ins of the person: none is taken for 15 minutes. */
  | { readonly outcome: 'locked' }

/** The secret of a second factor that is being set up, as an `otpauth:` address. */
export type SetUp =
  | { readonly outcome: 'begun'; readonly uri: string }
  | { readonly outcome: 'wrongPassword' }
  | { readonly outcome: 'alreadyOn' }

export type Confirmed =
  | { readonly outcome: 'on'; readonly cookies: Cookies; readonly backupCodes: readonly string[] }
  | { readonly outcome: 'wrongCode' }
  | { readonly outcome: 'notBegun' }

export type Changed =
  | { readonly outcome: 'changed'; readonly token: string; readonly cookies: Cookies }
  | { readonly outcome: 'wrongPassword' }

export type TurnedOff =
  | { readonly outcome: 'off'; readonly cookies: Cookies }
  | { readonly outcome: 'wrongPassword' }

export type CodesRenewed =
  | { readonly outcome: 'renewed'; readonly backupCodes: readonly string[] }
  | { readonly outcome: 'wrongPassword' }
  | { readonly outcome: 'off' }

export interface Credentials {
  readonly email: string
  readonly password: string
}

/**
 * Persons' credentials and sessions, kept by a library on connections of its own. What it writes
 * is not part of a verb's transaction: call it before or after one, never inside. `session` is
 * the token that `readSession` found. Throws `request.unavailable` without its database.
 */
export interface Auth {
  /** Without `__Host-`, which is put before it where the service is reached by https. */
  readonly sessionCookie: string
  /** The token in a `Cookie` header whose signature is right. Asks nothing of the database. */
  readSession(cookieHeader: string | null | undefined): string | undefined
  /** Cookies that make a browser forget the session. */
  readonly forgetSession: Cookies

  signIn(credentials: Credentials, browser: BrowserHeaders): Promise<SignIn>
  /** A code of the authenticator app, or a backup code, which works once. */
  checkSecondFactor(code: string, browser: BrowserHeaders): Promise<SecondFactorCheck>
  /**
   * The identifier under which a sign-in that waits for a code stands in `auth.verification`;
   * undefined without one, or when we did not sign it. Asks nothing of the database.
   */
  readWaitingSignIn(cookieHeader: string | null | undefined): string | undefined
  /** Begins a session of a person who has shown otherwise who they are, by a mailed link. */
  startSession(personId: string, browser: BrowserHeaders): Promise<StartedSession>
  /** Ends a session; unknown ones are fine. */
  endSession(session: string): Promise<void>

  /** By scrypt, for `insertPerson`. Takes about 50 ms of a thread of the pool. */
  hashPassword(password: string): Promise<string>
  /** Ends all sessions of the person and begins a new one. */
  changePassword(session: string, change: PasswordChange): Promise<Changed>
  /** Ends all sessions of the person, whose id it returns; undefined for a token that is over. */
  resetPassword(token: string, password: string): Promise<string | undefined>
  /** The identifier under which the row of a reset token stands in `auth.verification`. */
  resetIdentifier(token: string): string

  beginSecondFactor(session: string, password: string): Promise<SetUp>
  /**
   * Turns the second factor on and begins a new session instead of this one. Only for a set-up
   * that was not confirmed before: of another it would show the backup codes again.
   */
  confirmSecondFactor(session: string, given: Confirmation): Promise<Confirmed>
  /** Other backup codes for a second factor that is on; those before end. */
  renewBackupCodes(session: string, password: string): Promise<CodesRenewed>
  /** Turns it off and begins a new session instead of this one. */
  endSecondFactor(
    session: string,
    given: { readonly password: string; readonly browser: BrowserHeaders },
  ): Promise<TurnedOff>

  /** Lets everything that runs finish, then closes the connections. */
  close(): Promise<void>
}

export interface PasswordChange {
  readonly current: string
  readonly next: string
  readonly browser: BrowserHeaders
}

export interface Confirmation {
  readonly personId: string
  readonly code: string
  readonly browser: BrowserHeaders
}
