import { ask } from './ask.ts'
import type { Holdfast } from './start-holdfast.ts'

/** Headers of a browser in which somebody is signed in, on a page of the service itself. */
export type Session = { readonly cookie: string; readonly origin: string }

export interface Credentials {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const ownerCredentials: Credentials = {
  name: 'Grace Owner',
  email: 'you@example.com',
  password: 'a long and quiet evening',
}

/** Becomes the owner of a fresh service by the link that it printed. */
export async function claimOwnership(
  { baseUrl, output }: Pick<Holdfast, 'baseUrl' | 'output'>,
  credentials: Credentials = ownerCredentials,
): Promise<Session> {
  const token = printedToken(output())
  if (token === undefined) throw new Error('no owner link was printed')
  const body = { token, ...credentials }
  const answer = await ask(`${baseUrl}/api/v1/owner-links/claim`, { method: 'POST', body })
  if (answer.status !== 201) throw new Error(`not claimed: ${answer.text}`)
  return sessionOf(baseUrl, answer.headers['set-cookie'])
}

/** Signs in somebody who has an account. */
export async function signIn(
  baseUrl: string,
  { email, password }: Pick<Credentials, 'email' | 'password'> = ownerCredentials,
): Promise<Session> {
  const body = { email, password }
  const answer = await ask(`${baseUrl}/api/v1/sign-in`, { method: 'POST', body })
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`)
  return sessionOf(baseUrl, answer.headers['set-cookie'])
}

/** The token of the link in the text that the service, or the command, prints. */
export function printedToken(text: string): string | undefined {
  return [...text.matchAll(/\/console\/owner#token=([\w-]+)/g)].at(-1)?.[1]
}

/** What a browser sends from now on that got these cookies. */
export function sessionOf(baseUrl: string, setCookie: string | string[] | undefined): Session {
  const cookies = [setCookie ?? []].flat().map((cookie) => cookie.split(';')[0])
  if (cookies.length === 0) throw new Error('no session was begun')
  return { cookie: cookies.join('; '), origin: baseUrl }
}
