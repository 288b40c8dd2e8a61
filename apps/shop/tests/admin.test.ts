import { expect, test } from 'vitest'
import { admin, bearer, givenShop } from './fixtures/given-shop.ts'
import { fieldOf, fillCart, signIn, visit } from './fixtures/visitor.ts'

const { origin, asParent, settings } = await givenShop()

test('the owner sees the orders, and changes a price and what is left', async () => {
  const buyer = visit(origin)
  await buyer.send('/checkout', await fillCart(buyer, 'enamel-mug', 2))
  const owner = visit(origin)
  const token = await signIn(owner)
  const { page } = await owner.get('/admin')
  expect(page).toContain('kim@example.com')
  expect(page).toContain('$32.00')
  const change = { token, product: 'enamel-mug', price: '17.50', stock: '70', stockSeen: '62' }
  expect((await owner.send('/admin/products', change)).status).toBe(200)
  expect((await buyer.get('/products/enamel-mug')).page).toContain('$17.50')
})

test('a change does not overwrite what was bought since it was looked at', async () => {
  const owner = visit(origin)
  const token = await signIn(owner)
  const change = { token, product: 'oak-board', price: '58', stock: '22', stockSeen: '22' }
  const buyer = visit(origin)
  await buyer.send('/checkout', await fillCart(buyer, 'oak-board'))
  const answer = await owner.send('/admin/products', change)
  expect(answer.status).toBe(409)
  expect(fieldOf(answer.page.slice(answer.page.indexOf('oak-board')), 'stockSeen')).toBe('21')
})

test.each([
  ['nobody who signed in', { price: '1', stock: '1' }, 303],
  ['a price that is none', { price: '-1', stock: '1' }, 422],
  ['a stock that is none', { price: '1', stock: '1.5' }, 422],
])('%s changes nothing', async (who, change, status) => {
  const visitor = visit(origin)
  const token = who.startsWith('nobody') ? 'x' : await signIn(visitor)
  const fields = { token, product: 'smoked-salt', stockSeen: '120', ...change }
  expect((await visitor.send('/admin/products', fields)).status).toBe(status)
  expect((await visitor.get('/products/smoked-salt')).page).toContain('$9.50')
})

test('a form of the counter needs the token of this very session', async () => {
  const owner = visit(origin)
  await signIn(owner)
  const otherToken = await signIn(visit(origin))
  const change = { product: 'smoked-salt', price: '0.01', stock: '1', stockSeen: '120' }
  for (const token of ['', 'x.y', otherToken]) {
    expect((await owner.send('/admin/products', { ...change, token })).status).toBe(403)
  }
  const stranger = { origin: 'https://evil.example' }
  const token = fieldOf((await owner.get('/admin/products')).page, 'token')
  expect((await owner.send('/admin/products', { ...change, token }, stranger)).status).toBe(403)
})

test('a wrong password is refused as slowly and in the same words as an unknown address', async () => {
  const from = { 'x-forwarded-for': '192.0.2.1' }
  const wrong = { email: admin.email, password: 'wrong' }
  const unknown = { email: 'who@example.com', password: 'wrong' }
  const [one, other] = [
    await visit(origin).send('/admin/sign-in', wrong, from),
    await visit(origin).send('/admin/sign-in', unknown, from),
  ]
  expect([one.status, other.status]).toEqual([403, 403])
  expect(one.page.replace(admin.email, 'who@example.com')).toBe(other.page)
})

test('who guesses is stopped after ten tries a minute, and nobody else is', async () => {
  const guesser = visit(origin)
  const guess = { email: admin.email, password: 'wrong' }
  const from = { 'x-forwarded-for': '192.0.2.2' }
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries += 1) {
    statuses.push((await guesser.send('/admin/sign-in', guess, from)).status)
  }
  expect(statuses).toEqual([...Array(10).fill(403), 429, 429])
  // Also with the right password, which would otherwise tell that it is right.
  expect((await guesser.send('/admin/sign-in', admin, from)).status).toBe(429)
  const elsewhere = { 'x-forwarded-for': '192.0.2.3' }
  expect((await visit(origin).send('/admin/sign-in', admin, elsewhere)).status).toBe(303)
})

test('only who started the shop makes who may sign in, and reads its facts', async () => {
  for (const authorization of [
    '',
    'Bearer x',
    bearer({ ...settings, signingKey: 'another key!!' }),
  ]) {
    for (const path of ['/-/facts', '/-/admin']) {
      const method = path === '/-/admin' ? 'PUT' : 'GET'
      const answer = await fetch(new URL(path, origin), { method, headers: { authorization } })
      expect(answer.status).toBe(404)
    }
  }
  expect(await (await asParent('/-/facts')).json()).toMatchObject({
    storeId: settings.storeId,
    products: 12,
  })
})

test('its health says whose shop it is', async () => {
  const answer = await fetch(new URL('/healthz', origin))
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { storeId: settings.storeId, generation: 1, status: 'ready' },
  ])
})
