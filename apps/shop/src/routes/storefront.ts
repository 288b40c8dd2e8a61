import type { Hono } from 'hono'
import { priceCart, withMore, withQuantity, type Cart } from '../cart/cart.ts'
import { findProduct, listProducts, productsBySlug } from '../catalogue/product-store.ts'
import { cartPage } from '../pages/cart-pages.ts'
import { iconSvg } from '../pages/layout.ts'
import { homePage, notFoundPage, productPage } from '../pages/storefront-pages.ts'
import type { ShopParts } from './parts.ts'
import { readForm, wholeNumber } from './read-form.ts'
import { keepCart, showPage, visitOf } from './visit.ts'

/** Shelves, products and the cart. */
export function addStorefront(app: Hono, parts: ShopParts): void {
  const db = parts.database.kysely
  app.get('/', async (c) => {
    const products = await listProducts(db)
    return showPage(c, { parts, page: (view) => homePage(view, products) })
  })

  app.get('/products/:slug', async (c) => {
    const product = await findProduct(db, c.req.param('slug'))
    if (!product) return showPage(c, { parts, page: notFoundPage, status: 404 })
    return showPage(c, { parts, page: (view) => productPage(view, product) })
  })

  app.get('/cart', async (c) => {
    const { cart } = visitOf(c, parts)
    const priced = priceCart(cart, await productsBySlug(db, Object.keys(cart.lines)))
    return showPage(c, { parts, page: (view) => cartPage(view, priced) })
  })

  app.post('/cart', async (c) => {
    const { cart, base, now } = visitOf(c, parts)
    const fields = await readForm(c)
    const known = await findProduct(db, fields['product'] ?? '')
    if (!known) return showPage(c, { parts, page: notFoundPage, status: 404 })
    keepCart(c, parts, { cart: changed(cart, known.slug, fields), now })
    return c.redirect(`${base}/cart`, 303)
  })

  app.get('/assets/:file', (c) => {
    if (`/assets/${c.req.param('file')}` !== parts.style.path) return c.notFound()
    c.header('cache-control', 'public, max-age=31536000, immutable')
    return c.body(parts.style.text, 200, { 'content-type': 'text/css; charset=utf-8' })
  })

  app.get('/icon.svg', (c) => {
    c.header('cache-control', 'public, max-age=86400')
    return c.body(iconSvg, 200, { 'content-type': 'image/svg+xml' })
  })
}

function changed(cart: Cart, slug: string, fields: Readonly<Record<string, string>>): Cart {
  if (fields['remove'] !== undefined) return withQuantity(cart, slug, 0)
  const more = wholeNumber(fields['more'])
  if (more !== undefined) return withMore(cart, slug, more)
  const quantity = wholeNumber(fields['quantity'])
  return quantity === undefined ? cart : withQuantity(cart, slug, quantity)
}
