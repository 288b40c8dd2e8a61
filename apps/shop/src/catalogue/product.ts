/** One thing that is sold. */
export interface Product {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly category: string
  readonly picture: string
  readonly priceMinor: number
  readonly stock: number
}

/** What is said of how many are left. */
export function stockText(stock: number): string {
  if (stock === 0) return 'Sold out'
  if (stock <= 5) return `Only ${stock} left`
  return 'In stock'
}
