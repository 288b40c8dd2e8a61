import { sql, type Kysely } from 'kysely'
import type { PricedLine } from '../cart/cart.ts'
import type { Customer, Order } from './order.ts'

export interface NewOrder {
  readonly id: string
  readonly cartId: string
  readonly customer: Customer
  readonly totalMinor: number
  readonly currency: string
  readonly paymentReference: string
  readonly placedAt: Date
}

/** False when this cart was bought before: then nothing is written. */
export async function insertOrder(db: Kysely<unknown>, order: NewOrder): Promise<boolean> {
  const { customer } = order
  const { rows } = await sql`
    insert into shop.customer_order
      (id, cart_id, customer_name, email, address, total_minor, currency, payment_reference, placed_at)
    values (${order.id}, ${order.cartId}, ${customer.name}, ${customer.email}, ${customer.address},
      ${order.totalMinor}, ${order.currency}, ${order.paymentReference}, ${order.placedAt})
    on conflict (cart_id) do nothing returning id`.execute(db)
  return rows.length === 1
}

export async function insertLine(
  db: Kysely<unknown>,
  orderId: string,
  { product, quantity }: PricedLine,
): Promise<void> {
  await sql`insert into shop.order_line (order_id, product_id, name, quantity, price_minor)
    values (${orderId}, ${product.id}, ${product.name}, ${quantity}, ${product.priceMinor})`.execute(
    db,
  )
}

const columns = sql`o.id, o.number, o.customer_name as "customerName", o.email, o.address,
  o.total_minor as "totalMinor", o.currency, o.payment_reference as "paymentReference",
  o.placed_at as "placedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'quantity', l.quantity,
      'priceMinor', l.price_minor) order by l.name), '[]')
     from shop.order_line l where l.order_id = o.id) as lines`

export async function orderOfCart(db: Kysely<unknown>, cartId: string): Promise<Order | undefined> {
  const { rows } = await sql<Order>`
    select ${columns} from shop.customer_order o where o.cart_id = ${cartId}`.execute(db)
  return rows[0]
}

export async function findOrder(db: Kysely<unknown>, id: string): Promise<Order | undefined> {
  const { rows } = await sql<Order>`
    select ${columns} from shop.customer_order o where o.id = ${id}`.execute(db)
  return rows[0]
}

/** The newest first. */
export async function listOrders(db: Kysely<unknown>, limit: number): Promise<readonly Order[]> {
  const { rows } = await sql<Order>`select ${columns} from shop.customer_order o
    order by o.placed_at desc, o.id desc limit ${limit}`.execute(db)
  return rows
}

export interface Takings {
  readonly orders: number
  readonly totalMinor: number
}

export async function sumOrders(db: Kysely<unknown>): Promise<Takings> {
  const { rows } = await sql<Takings>`select count(*)::int as orders,
    coalesce(sum(total_minor), 0)::bigint as "totalMinor" from shop.customer_order`.execute(db)
  return rows[0] ?? { orders: 0, totalMinor: 0 }
}
