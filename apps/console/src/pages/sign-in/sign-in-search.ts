/** Where to go after signing in, and for whom. Judged by `safePath` when it is used. */
export interface SignInSearch {
  readonly back?: string
  readonly email?: string
}

export function readSignInSearch(raw: Readonly<Record<string, unknown>>): SignInSearch {
  const { back, email } = raw
  return {
    ...(typeof back === 'string' ? { back } : {}),
    ...(typeof email === 'string' ? { email } : {}),
  }
}
