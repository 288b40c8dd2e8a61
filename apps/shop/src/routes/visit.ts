import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { cartKeptMs, newCart, readCart, signCart } from '../cart/cart-cookie.ts'
import { countItems, type Cart } from '../cart/cart.ts'
import { renderPage, type Page } from '../pages/layout.ts'
import type { View } from '../pages/view.ts'
import { sessionMs, type Session } from '../admin/session.ts'
import type { ShopParts } from './parts.ts'

const cartCookie = 'shop_cart'
const adminCookie = 'shop_admin'

/** One request, with what its cookies say. */
export interface Visit {
  readonly now: Date
  readonly base: string
  readonly cart: Cart
  readonly admin: Session | undefined
}

export function visitOf(c: Context, parts: ShopParts): Visit {
  const now = parts.clock.now()
  return {
    now,
    base: baseOf(c),
    cart: readCart(getCookie(c, cartCookie), parts.cartSigner, now),
    admin: parts.sessions.read(getCookie(c, adminCookie), now),
  }
}

/** The path that a proxy in front has taken away; nothing else may stand in an address. */
function baseOf(c: Context): string {
  const prefix = c.req.header('x-forwarded-prefix') ?? ''
  return /^\/[a-z0-9/-]{1,80}$/.test(prefix) && !prefix.includes('//') ? prefix : ''
}

export function keepCart(c: Context, parts: ShopParts, { cart, now }: Pick<Visit, 'cart' | 'now'>) {
  setCookie(c, cartCookie, signCart(cart, parts.cartSigner, now), {
    ...cookieOptions(c),
    maxAge: Math.floor(cartKeptMs / 1000),
  })
}

/** What was bought is bought; the next cart is another purchase. */
export function beginNewCart(c: Context, parts: ShopParts, now: Date): void {
  keepCart(c, parts, { cart: newCart(), now })
}

export function keepSession(c: Context, cookie: string): void {
  setCookie(c, adminCookie, cookie, { ...cookieOptions(c), maxAge: Math.floor(sessionMs / 1000) })
}

export function dropSession(c: Context): void {
  setCookie(c, adminCookie, '', { ...cookieOptions(c), maxAge: 0 })
}

function cookieOptions(c: Context) {
  const secure = c.req.header('x-forwarded-proto') === 'https'
  return { httpOnly: true, sameSite: 'Lax', secure, path: `${baseOf(c)}/` } as const
}

/** Answers with a page of the shop. Nobody in between keeps it: it shows this visitor's cart. */
export function showPage(
  c: Context,
  { parts, page, status = 200 }: { parts: ShopParts; page: (view: View) => Page; status?: Status },
) {
  const { base, cart } = visitOf(c, parts)
  const view: View = {
    ...parts.shop,
    base,
    styleHref: `${base}${parts.style.path}`,
    cartCount: countItems(cart),
  }
  c.header('cache-control', 'private, no-store')
  return c.html(renderPage(view, page(view)), status)
}

export type Status = 200 | 400 | 402 | 403 | 404 | 409 | 422 | 429 | 500
