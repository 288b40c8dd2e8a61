import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { replaceAdmin } from '../admin/admin-store.ts'
import { hashPassword } from '../admin/password.ts'
import { listProducts } from '../catalogue/product-store.ts'
import { sumOrders } from '../order/order-store.ts'
import type { ShopParts } from './parts.ts'

const adminSchema = z.strictObject({
  email: z.email().max(200),
  password: z.string().min(8).max(200),
})

/** What only who started the shop may ask, by a token that no visitor has. */
export function addControl(app: Hono, parts: ShopParts): void {
  const { database, clock, shop } = parts
  app.put('/-/admin', async (c) => {
    if (!isParent(c, parts)) return c.notFound()
    const parsed = adminSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success) return c.json({ code: 'shop.adminUnusable' }, 422)
    const { email, password } = parsed.data
    const passwordHash = await hashPassword(password)
    await replaceAdmin(database.kysely, { email, passwordHash, now: clock.now() })
    return c.body(null, 204)
  })

  app.get('/-/facts', async (c) => {
    if (!isParent(c, parts)) return c.notFound()
    const [products, takings] = await Promise.all([
      listProducts(database.kysely),
      sumOrders(database.kysely),
    ])
    const { storeId, plan, version, generation } = shop
    return c.json({ storeId, plan, version, generation, products: products.length, ...takings })
  })
}

function isParent(c: Context, { controlToken }: ShopParts): boolean {
  const given = c.req.header('authorization') ?? ''
  return timingSafeEqual(digest(given), digest(`Bearer ${controlToken}`))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
