import { sql, type Kysely } from 'kysely'
import type { Product } from './product.ts'

const columns = sql`id, slug, name, summary, description, category, picture,
  price_minor as "priceMinor", stock`

/** Everything on the shelves, in their order. */
export async function listProducts(db: Kysely<unknown>): Promise<readonly Product[]> {
  const { rows } = await sql<Product>`
    select ${columns} from shop.product order by position, slug limit 500`.execute(db)
  return rows
}

export async function findProduct(db: Kysely<unknown>, slug: string): Promise<Product | undefined> {
  const { rows } = await sql<Product>`
    select ${columns} from shop.product where slug = ${slug}`.execute(db)
  return rows[0]
}

export async function productsBySlug(
  db: Kysely<unknown>,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, Product>> {
  if (slugs.length === 0) return new Map()
  const { rows } = await sql<Product>`
    select ${columns} from shop.product where slug = any(${slugs})`.execute(db)
  return new Map(rows.map((product) => [product.slug, product]))
}

/** Takes what is wanted, if that much is left. One statement, so that nobody comes between. */
export async function takeFromStock(
  db: Kysely<unknown>,
  { productId, quantity }: { readonly productId: string; readonly quantity: number },
): Promise<boolean> {
  const { rows } = await sql`
    update shop.product set stock = stock - ${quantity}
     where id = ${productId} and stock >= ${quantity} returning id`.execute(db)
  return rows.length === 1
}

export interface ProductChange {
  readonly slug: string
  readonly priceMinor: number
  readonly stock: number
  /** What was shown to who changes it. */
  readonly stockSeen: number
}

/** Changes a product unless somebody bought of it since it was looked at: then false. */
export async function changeProduct(db: Kysely<unknown>, change: ProductChange): Promise<boolean> {
  const { rows } = await sql`
    update shop.product set price_minor = ${change.priceMinor}, stock = ${change.stock}
     where slug = ${change.slug} and stock = ${change.stockSeen} returning id`.execute(db)
  return rows.length === 1
}
