import { z } from 'zod'
import { DriverError } from '../../driver/driver-error.ts'

export interface MedusaAddress {
  /** On loopback. */
  readonly port: number
  readonly signal: AbortSignal
}

/** Whether it serves: false as long as nothing listens or it answers anything else. */
export async function isServing({
  port,
  signal,
  timeoutMs,
}: MedusaAddress & { readonly timeoutMs: number }): Promise<boolean> {
  const short = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: short })
    return response.ok && (await response.text()) === 'OK'
  } catch {
    signal.throwIfAborted()
    return false
  }
}

const productsSchema = z.object({ count: z.int() })

/** How many products a visitor finds. Throws `DriverError` when the store API refuses. */
export async function countProducts(at: MedusaAddress, publishableKey: string): Promise<number> {
  const headers = { 'x-publishable-api-key': publishableKey }
  const path = '/store/products?fields=id&limit=1'
  return productsSchema.parse(await call(at, { path, headers })).count
}

/** The page at `/`. Throws `DriverError` when it is not there. */
export async function openStorefront(at: MedusaAddress): Promise<void> {
  await request(at, { path: '/' })
}

const tokenSchema = z.object({ token: z.string().min(1) })

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** A token of the admin API. Throws `DriverError` when the password is not taken. */
export async function signIn(at: MedusaAddress, { email, password }: Credentials): Promise<string> {
  const answer = await call(at, { path: '/auth/user/emailpass', body: { email, password } })
  return tokenSchema.parse(answer).token
}

/** The query that only the shop's owner may ask. */
export async function countAllProducts(at: MedusaAddress, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return productsSchema.parse(
    await call(at, { path: '/admin/products?fields=id&limit=1', headers }),
  ).count
}

interface Request {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

async function call(at: MedusaAddress, asked: Request): Promise<unknown> {
  return (await request(at, asked)).json()
}

const answerWithinMs = 15_000

async function request({ port, signal }: MedusaAddress, { path, headers, body }: Request) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    ...(body && { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw refused(path, response.status)
}

function refused(path: string, status: number): DriverError {
  const [bare = path] = path.split('?')
  return new DriverError(`Medusa answers ${status} at ${bare}`, {
    class: status >= 500 || status === 429 ? 'transient' : 'permanent',
    code: status === 401 ? 'signInRefused' : 'unexpectedAnswer',
  })
}
