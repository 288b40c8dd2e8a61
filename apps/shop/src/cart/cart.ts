import type { Product } from '../catalogue/product.ts'

/** What somebody is about to buy. It lives with them, signed; its id is that of one purchase. */
export interface Cart {
  readonly id: string
  /** How many, by the product's slug. */
  readonly lines: Readonly<Record<string, number>>
}

export const mostOfOne = 20
const mostLines = 50

/** With this many of one product; none takes it out. */
export function withQuantity(cart: Cart, slug: string, quantity: number): Cart {
  const others = Object.entries(cart.lines).filter(([name]) => name !== slug)
  const kept = Math.min(Math.max(0, quantity), mostOfOne)
  if (kept > 0 && !(slug in cart.lines) && others.length >= mostLines) return cart
  const isThere = slug in cart.lines
  const entries = isThere
    ? Object.entries(cart.lines).map(([name, was]) => [name, name === slug ? kept : was] as const)
    : [...others, [slug, kept] as const]
  return { id: cart.id, lines: Object.fromEntries(entries.filter(([, count]) => count > 0)) }
}

export function withMore(cart: Cart, slug: string, more: number): Cart {
  return withQuantity(cart, slug, (cart.lines[slug] ?? 0) + more)
}

export function countItems(cart: Cart): number {
  return Object.values(cart.lines).reduce((sum, count) => sum + count, 0)
}

export interface PricedLine {
  readonly product: Product
  readonly quantity: number
  readonly sumMinor: number
}

export interface PricedCart {
  readonly lines: readonly PricedLine[]
  readonly totalMinor: number
}

/** At today's prices; what is no longer sold is not in it. */
export function priceCart(cart: Cart, products: ReadonlyMap<string, Product>): PricedCart {
  const lines = Object.entries(cart.lines).flatMap(([slug, quantity]) => {
    const product = products.get(slug)
    return product ? [{ product, quantity, sumMinor: product.priceMinor * quantity }] : []
  })
  return { lines, totalMinor: lines.reduce((sum, line) => sum + line.sumMinor, 0) }
}
