import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { priceCart } from '../cart/cart.ts'
import { productsBySlug } from '../catalogue/product-store.ts'
import { findOrder, orderOfCart } from '../order/order-store.ts'
import type { Order } from '../order/order.ts'
import { placeOrder, type Outcome } from '../order/place-order.ts'
import { isCard } from '../order/sandbox-payment.ts'
import { cartPage, checkoutPage, orderPage, type CheckoutForm } from '../pages/cart-pages.ts'
import type { Notice } from '../pages/layout.ts'
import { notFoundPage } from '../pages/storefront-pages.ts'
import type { ShopParts } from './parts.ts'
import { readForm, wholeNumber } from './read-form.ts'
import { beginNewCart, showPage, visitOf, type Status } from './visit.ts'

const yearMs = 366 * 24 * 3_600_000

/** From the cart to the order. */
export function addCheckout(app: Hono, parts: ShopParts): void {
  app.get('/checkout', (c) => showCheckout(c, parts))

  app.post('/checkout', async (c) => {
    const { cart, now } = visitOf(c, parts)
    const fields = await readForm(c)
    // The form of a cart that was bought already: sent twice, or once more by a reload.
    const before = await orderOfCartIn(parts, fields['cart'])
    if (before) return toOrder(c, parts, before)
    const customer = readCustomer(fields)
    if ('faults' in customer) return showCheckout(c, parts, { form: customer, status: 422 })
    const card = fields['card'] ?? ''
    const totalSeenMinor = wholeNumber(fields['total'])
    if (!isCard(card) || totalSeenMinor === undefined)
      return showCheckout(c, parts, { status: 422 })
    const outcome = await placeOrder(
      { database: parts.database, currency: parts.shop.currency, now },
      { cart, customer, card, totalSeenMinor },
    )
    if (outcome.kind === 'placed') return toOrder(c, parts, outcome.order)
    return showCheckout(c, parts, { form: { values: fields, faults: {} }, ...refusals(outcome) })
  })

  app.get('/orders/:token', async (c) => {
    const { now } = visitOf(c, parts)
    const claim = z
      .object({ order: z.uuid() })
      .safeParse(parts.orderSigner.verify(c.req.param('token'), now))
    const order = claim.success
      ? await findOrder(parts.database.kysely, claim.data.order)
      : undefined
    if (!order) return showPage(c, { parts, page: notFoundPage, status: 404 })
    return showPage(c, { parts, page: (view) => orderPage(view, order) })
  })
}

async function orderOfCartIn(parts: ShopParts, cartId: string | undefined) {
  if (!z.uuid().safeParse(cartId).success || cartId === undefined) return undefined
  return orderOfCart(parts.database.kysely, cartId)
}

function toOrder(c: Context, parts: ShopParts, order: Order): Response {
  const { now, base } = visitOf(c, parts)
  beginNewCart(c, parts, now)
  const token = parts.orderSigner.sign({ order: order.id }, new Date(now.getTime() + yearMs))
  return c.redirect(`${base}/orders/${token}`, 303)
}

interface Shown {
  readonly form?: CheckoutForm
  readonly notice?: Notice
  readonly status?: Status
}

async function showCheckout(c: Context, parts: ShopParts, shown: Shown = {}) {
  const { cart } = visitOf(c, parts)
  const products = await productsBySlug(parts.database.kysely, Object.keys(cart.lines))
  const priced = priceCart(cart, products)
  if (priced.lines.length === 0) {
    return showPage(c, { parts, page: (view) => cartPage(view, priced, shown.notice) })
  }
  const { status = 200, ...rest } = shown
  return showPage(c, {
    parts,
    page: (view) => checkoutPage(view, { cart, priced, ...rest }),
    status,
  })
}

function refused(text: string): Notice {
  return { tone: 'refused', text }
}

function refusals(outcome: Exclude<Outcome, { kind: 'placed' }>): Required<Omit<Shown, 'form'>> {
  switch (outcome.kind) {
    case 'declined':
      return {
        status: 402,
        notice: refused(
          'The card was declined. Nothing was ordered and nothing was charged: try the other card.',
        ),
      }
    case 'empty':
      return { status: 409, notice: refused('There is nothing in your cart any more.') }
    case 'priceChanged':
      return {
        status: 409,
        notice: refused('A price has changed since you looked. Please see if you still want it.'),
      }
    case 'soldOut': {
      const { left, productName } = outcome
      const rest = left > 0 ? `Only ${left} left of` : 'Somebody was quicker: sold out is'
      return {
        status: 409,
        notice: refused(`${rest} “${productName}”. Nothing was ordered; please change your cart.`),
      }
    }
  }
}

const customerSchema = z.object({
  name: z.string().trim().min(1, 'Write your name.').max(200, 'This is too long.'),
  email: z.email('Write an e-mail address, such as kim@example.com.').max(200),
  address: z.string().trim().min(3, 'Write where it should go.').max(200, 'This is too long.'),
})

function readCustomer(fields: Readonly<Record<string, string>>) {
  const parsed = customerSchema.safeParse(fields)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message, code }) => [
    String(path[0]),
    code === 'invalid_type' ? 'Please fill this in.' : message,
  ])
  return {
    values: fields,
    faults: Object.fromEntries(faults.toReversed()) as Record<string, string>,
  }
}
