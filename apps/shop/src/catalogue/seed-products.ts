import { newId } from '@holdfast/kernel/ids'
import type { Database } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { firstProducts } from './first-products.ts'

/** Puts the first goods on the shelves, once for this shop, whoever starts it how often. */
export async function seedProducts(database: Database<unknown>, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    const first = await sql`
      insert into shop.seeded values (true, ${now}) on conflict do nothing returning at`.execute(
      tx.kysely,
    )
    if (first.rows.length === 0) return
    const rows = firstProducts.map((product, position) => ({ id: newId(), position, ...product }))
    await sql`
      insert into shop.product
        (id, slug, name, summary, description, category, picture, price_minor, stock, position)
      select id, slug, name, summary, description, category, picture, "priceMinor", stock, position
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
          id uuid, slug text, name text, summary text, description text, category text,
          picture text, "priceMinor" bigint, stock int, position int)`.execute(tx.kysely)
  })
}
