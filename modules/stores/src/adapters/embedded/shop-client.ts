import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Shop } from '../../driver/driver.ts'
import { DriverError } from '../../driver/driver-error.ts'

const healthSchema = z.object({ storeId: z.string(), generation: z.number(), status: z.string() })
export type ShopHealth = z.infer<typeof healthSchema>

const factsSchema = z.object({ storeId: z.string(), products: z.number(), orders: z.number() })

/** What a shop says of itself; undefined when nothing answers, or somebody else does. */
export async function askHealth(
  port: number,
  { storeId, signal, timeoutMs }: { storeId: string; signal: AbortSignal; timeoutMs: number },
): Promise<ShopHealth | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'manual',
    })
    const parsed = healthSchema.safeParse(await response.json())
    return parsed.success && parsed.data.storeId === storeId ? parsed.data : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

interface Call {
  readonly port: number
  readonly shop: Shop
  readonly signal: AbortSignal
}

/** Makes the one who may sign in. Safe to repeat. */
export async function sendAdmin({ port, shop, signal }: Call): Promise<void> {
  const { adminEmail: email, adminPassword: password } = shop.secrets
  const response = await call(port, '/-/admin', {
    method: 'PUT',
    signal,
    headers: { authorization: bearer(shop), 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (response.status !== 204) throw wrong('adminRefused', `it answered ${response.status}`)
}

/** Uses the shop as people do: looks at it, signs in behind the counter, and asks it for facts. */
export async function verifyShop({ port, shop, signal }: Call): Promise<{ products: number }> {
  const home = await call(port, '/', { signal })
  const page = await home.text()
  if (home.status !== 200 || !page.includes(`content="${shop.id}"`)) {
    throw wrong('storefrontWrong', `its storefront answered ${home.status}`)
  }
  await signIn({ port, shop, signal })
  const response = await call(port, '/-/facts', {
    signal,
    headers: { authorization: bearer(shop) },
  })
  const facts = factsSchema.safeParse(await response.json().catch(() => undefined))
  if (!facts.success || facts.data.storeId !== shop.id) {
    throw wrong('factsWrong', `its facts answered ${response.status}`)
  }
  return { products: facts.data.products }
}

async function signIn({ port, shop, signal }: Call): Promise<void> {
  const { adminEmail: email, adminPassword: password } = shop.secrets
  const response = await call(port, '/admin/sign-in', {
    method: 'POST',
    signal,
    body: new URLSearchParams({ email, password }),
  })
  const cookie = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
  if (response.status !== 303) throw wrong('signInWrong', `its sign-in answered ${response.status}`)
  const counter = await call(port, '/admin', { signal, headers: { cookie: cookie.join('; ') } })
  if (counter.status !== 200) throw wrong('signInWrong', `its admin answered ${counter.status}`)
}

const answerWithinMs = 10_000

async function call(port: number, path: string, init: RequestInit & { signal: AbortSignal }) {
  try {
    return await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([init.signal, AbortSignal.timeout(answerWithinMs)]),
    })
  } catch (cause) {
    init.signal.throwIfAborted()
    const failure = { class: 'transient', code: 'shopSilent', cause } as const
    throw new DriverError('The shop did not answer.', failure)
  }
}

function wrong(code: string, how: string): DriverError {
  return new DriverError(`The shop is not right yet: ${how}.`, { class: 'transient', code })
}

/** As the shop makes it of the key that both know. */
function bearer({ secrets }: Shop): string {
  const token = createHmac('sha256', secrets.signingKey).update('holdfast shop control')
  return `Bearer ${token.digest('base64url')}`
}
