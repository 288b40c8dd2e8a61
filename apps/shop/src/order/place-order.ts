import { newId } from '@holdfast/kernel/ids'
import type { Database, Transaction } from '@holdfast/kernel/postgres'
import { priceCart, type Cart, type PricedLine } from '../cart/cart.ts'
import { productsBySlug, takeFromStock } from '../catalogue/product-store.ts'
import type { Customer, Order } from './order.ts'
import { insertLine, insertOrder, orderOfCart } from './order-store.ts'
import { payInSandbox, type Card } from './sandbox-payment.ts'

export interface Purchase {
  readonly cart: Cart
  readonly customer: Customer
  readonly card: Card
  /** What the customer was shown, and agreed to. */
  readonly totalSeenMinor: number
}

export type Outcome =
  | { readonly kind: 'placed'; readonly order: Order }
  | { readonly kind: 'declined' | 'empty' | 'priceChanged' }
  | { readonly kind: 'soldOut'; readonly productName: string; readonly left: number }

/**
 * Places the order of a cart, once: sent again, also at the same moment, it answers with the order
 * that is there. Either all of the cart is taken from stock and paid, or nothing happens.
 */
export async function placeOrder(
  { database, currency, now }: { database: Database<unknown>; currency: string; now: Date },
  purchase: Purchase,
): Promise<Outcome> {
  try {
    return await database.transaction((tx) => attempt(tx, { ...purchase, currency, now }))
  } catch (error) {
    if (error instanceof Refused) return error.outcome
    throw error
  }
}

/** Undoes the transaction and says why. */
class Refused extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

type Attempt = Purchase & { readonly currency: string; readonly now: Date }

async function attempt({ kysely: db }: Transaction<unknown>, asked: Attempt): Promise<Outcome> {
  const { cart, customer, card, currency, now } = asked
  const before = await orderOfCart(db, cart.id)
  if (before) return { kind: 'placed', order: before }
  const priced = priceCart(cart, await productsBySlug(db, Object.keys(cart.lines)))
  if (priced.lines.length === 0) throw new Refused({ kind: 'empty' })
  if (priced.totalMinor !== asked.totalSeenMinor) throw new Refused({ kind: 'priceChanged' })
  const paymentReference = payInSandbox(card, cart.id)
  if (paymentReference === undefined) throw new Refused({ kind: 'declined' })
  const { totalMinor } = priced
  const order = { id: newId(), cartId: cart.id, customer, totalMinor, currency, paymentReference }
  // Waits for a twin that is under way, and then finds its order.
  const isFirst = await insertOrder(db, { ...order, placedAt: now })
  if (isFirst) await takeAll(db, order.id, priced.lines)
  const placed = await orderOfCart(db, cart.id)
  if (placed === undefined) throw new Error('an order that was written is not there')
  return { kind: 'placed', order: placed }
}

/** In one order for everybody, so that two carts never wait for each other. */
async function takeAll(
  db: Transaction<unknown>['kysely'],
  orderId: string,
  lines: readonly PricedLine[],
): Promise<void> {
  const sorted = lines.toSorted((a, b) => (a.product.id < b.product.id ? -1 : 1))
  for (const line of sorted) {
    const { product, quantity } = line
    if (!(await takeFromStock(db, { productId: product.id, quantity }))) {
      const { name: productName, stock: left } = product
      throw new Refused({ kind: 'soldOut', productName, left: Math.min(left, quantity - 1) })
    }
    await insertLine(db, orderId, line)
  }
}
