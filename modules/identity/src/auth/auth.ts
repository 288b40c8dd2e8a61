/** The values of `Set-Cookie` that an answer has to carry. */
export type Cookies = readonly string[]

/** What a verb knows of the caller's browser. */
export interface RequestHeaders {
  readonly cookie?: string | undefined
  readonly 'user-agent'?: string | undefined
}

/**
 * Persons' credentials, kept by better-auth on connections of its own. What it writes is not
 * part of a verb's transaction: call it before or after one, never inside.
 */
export interface Auth {
  /** By scrypt, for `insertPerson`. Takes about 50 ms of a thread of the pool. */
  hashPassword(password: string): Promise<string>
  /** Begins a session of a person who has just shown who they are; the cookies carry it. */
  startSession(personId: string, headers: RequestHeaders): Promise<Cookies>
  /** Lets everything that runs finish, then closes the connections. */
  close(): Promise<void>
}
