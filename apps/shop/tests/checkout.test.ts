import { createDatabase } from '@holdfast/kernel/postgres'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { givenShop } from './fixtures/given-shop.ts'
import { fillCart, orderNumberOf, visit } from './fixtures/visitor.ts'

const { origin, database, settings } = await givenShop()
const db = database.kysely
// Looks on from outside, while the other one is inside a transaction.
const observer = createDatabase({
  connectionString: settings.databaseUrl,
  applicationName: 'observer',
  log: { warn() {}, error() {} },
})
afterAll(() => observer.close())

async function count(product: string) {
  const { rows } = await sql<{ stock: number; sold: number; orders: number }>`
    select stock, (select count(*)::int from shop.order_line l where l.product_id = p.id) as orders,
      (select coalesce(sum(quantity), 0)::int from shop.order_line l where l.product_id = p.id) as sold
      from shop.product p where slug = ${product}`.execute(db)
  return rows[0]
}

test('somebody looks, fills a cart, pays, and has an order number', async () => {
  const visitor = visit(origin)
  const fields = await fillCart(visitor, 'stoneware-bowl', 2)
  const answer = await visitor.send('/checkout', fields)
  expect(answer.status).toBe(303)
  const order = await visitor.get(answer.headers.get('location') ?? '')
  expect(orderNumberOf(order)).toMatch(/^1\d{3}$/)
  expect(order.page).toContain('$56.00')
  expect((await visitor.get('/cart')).page).toContain('Your cart is empty')
  expect(await count('stoneware-bowl')).toEqual({ stock: 38, sold: 2, orders: 1 })
})

test('a checkout that is sent ten times at once, and once more later, is one order', async () => {
  const visitor = visit(origin)
  const fields = await fillCart(visitor, 'enamel-mug')
  const taps = Array.from({ length: 10 }, () => visitor.twin())
  const answers = await whileHeld('enamel-mug', () =>
    taps.map((tap) => tap.send('/checkout', fields)),
  )
  answers.push(await visitor.twin().send('/checkout', fields))
  const orders = await Promise.all(
    answers.map(({ headers }) => visitor.get(headers.get('location') ?? '/')),
  )
  expect([...new Set(orders.map(orderNumberOf))]).toEqual([expect.stringMatching(/^\d+$/)])
  expect(await count('enamel-mug')).toEqual({ stock: 63, sold: 1, orders: 1 })
})

/** Holds the product until several wait in the middle of their order, so that they really race. */
async function whileHeld<T>(product: string, send: () => Promise<T>[]): Promise<T[]> {
  const sent = await database.transaction(async (tx) => {
    await sql`select from shop.product where slug = ${product} for update`.execute(tx.kysely)
    const answers = send()
    await eventually(async () => expect(await countWaiting()).toBeGreaterThan(2), {
      withinMs: 8_000,
    })
    return { answers }
  })
  return Promise.all(sent.answers)
}

async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`.execute(observer.kysely)
  return rows[0]?.waiting ?? 0
}

test('twelve who want the last three: three have one, nine are told, and nothing is owed', async () => {
  const buyers = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const visitor = visit(origin)
      return { visitor, fields: await fillCart(visitor, 'olive-oil') }
    }),
  )
  const answers = await Promise.all(
    buyers.map(({ visitor, fields }) => visitor.send('/checkout', fields)),
  )
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses).toEqual([...Array(3).fill(303), ...Array(9).fill(409)])
  expect(await count('olive-oil')).toEqual({ stock: 0, sold: 3, orders: 3 })
  const told = answers.find(({ status }) => status === 409)
  expect(told?.page).toContain('Olive oil, first harvest')
})

test('two carts with the same things in another order never wait for each other for ever', async () => {
  const carts = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const visitor = visit(origin)
      const both = ['smoked-salt', 'oak-board']
      const [first = '', second = ''] = index % 2 ? both : both.toReversed()
      await visitor.send('/cart', { product: first, more: '1' })
      return { visitor, fields: await fillCart(visitor, second) }
    }),
  )
  const answers = await Promise.all(
    carts.map(({ visitor, fields }) => visitor.send('/checkout', fields)),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
})

test('a declined card orders nothing, takes nothing, and keeps what was typed', async () => {
  const visitor = visit(origin)
  const fields = await fillCart(visitor, 'chefs-knife')
  const declined = await visitor.send('/checkout', { ...fields, card: 'decline' })
  expect(declined.status).toBe(402)
  expect(declined.page).toContain('The card was declined')
  expect(declined.page).toContain('value="Pier 9, Hamburg"')
  expect(await count('chefs-knife')).toEqual({ stock: 9, sold: 0, orders: 0 })
  const paid = await visitor.send('/checkout', fields)
  expect(paid.status).toBe(303)
})

test('a price that changed is shown before it is paid', async () => {
  const visitor = visit(origin)
  const fields = await fillCart(visitor, 'linen-apron')
  await sql`update shop.product set price_minor = 5100 where slug = 'linen-apron'`.execute(db)
  const answer = await visitor.send('/checkout', fields)
  expect([answer.status, answer.page.includes('A price has changed')]).toEqual([409, true])
  expect(await count('linen-apron')).toMatchObject({ orders: 0 })
})

test('what is missing is said beside its field, and what was typed is kept', async () => {
  const visitor = visit(origin)
  const fields = await fillCart(visitor, 'beeswax-candles')
  const answer = await visitor.send('/checkout', { ...fields, email: 'kim', name: ' ' })
  expect(answer.status).toBe(422)
  expect(answer.page).toContain('id="name-fault"')
  expect(answer.page).toContain('id="email-fault"')
  expect(answer.page).toContain('value="Pier 9, Hamburg"')
  expect(await count('beeswax-candles')).toMatchObject({ orders: 0 })
})

test('a cart that was changed by hand is an empty cart', async () => {
  const forged = visit(origin, new Map([['shop_cart', 'eyJ4IjoxfQ.AAAA']]))
  expect((await forged.get('/cart')).page).toContain('Your cart is empty')
})

test('a form from another site changes nothing, whatever it says', async () => {
  const visitor = visit(origin)
  const fields = { product: 'enamel-mug', more: '1' }
  const strangers = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin },
  ]
  for (const headers of strangers) {
    expect((await visitor.send('/cart', fields, headers)).status).toBe(403)
  }
  expect((await visitor.get('/cart')).page).toContain('Your cart is empty')
  expect((await visitor.send('/cart', fields, { 'sec-fetch-site': 'same-origin' })).status).toBe(
    303,
  )
})

test('an order is shown to who has its link, and to nobody else', async () => {
  const visitor = visit(origin)
  const answer = await visitor.send('/checkout', await fillCart(visitor, 'coffee-dripper'))
  const link = answer.headers.get('location') ?? ''
  expect((await visit(origin).get(link)).status).toBe(200)
  expect((await visit(origin).get(`${link.slice(0, -2)}AA`)).status).toBe(404)
})
