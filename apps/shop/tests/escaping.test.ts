import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { hostile } from './fixtures/hostile.ts'
import { givenShop } from './fixtures/given-shop.ts'
import { fillCart, signIn, visit, type Visitor } from './fixtures/visitor.ts'

const name = 'Test; rm -rf / $(id) {{ .Values }} <script>'
const { origin, database } = await givenShop({ name })
const owner = visit(origin)
await signIn(owner)

/** The tags and attributes of a page, without what stands between them or in them. */
function skeletonOf(page: string): string {
  const tags = page.match(/<[^>]*>/g) ?? []
  return tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""')).join('')
}

async function pagesOf(visitor: Visitor): Promise<readonly string[]> {
  const paths = ['/', '/cart', '/admin', '/admin/products', '/admin/sign-in', '/nowhere']
  const answers = await Promise.all(paths.map((path) => visitor.get(path)))
  return answers.map(({ page }) => page)
}

test('the name of a shop is text on every page', async () => {
  const pages = await pagesOf(owner)
  for (const page of pages) {
    expect(page).toContain('Test; rm -rf / $(id) {{ .Values }} &lt;script&gt;')
    expect(page).not.toMatch(/<script|onerror=|javascript:/i)
  }
})

test.each(hostile)('%s is text wherever a customer can write it', async (text) => {
  const buyer = visit(origin)
  const fields = await fillCart(buyer, 'smoked-salt')
  const typed = { ...fields, name: text, address: `${text} 1` }
  const refused = await buyer.send('/checkout', { ...typed, email: 'no address' })
  expect(refused.status).toBe(422)
  const harmless = await buyer.send('/checkout', { ...fields, email: 'no address' })
  expect(skeletonOf(refused.page)).toBe(skeletonOf(harmless.page))
  const answer = await buyer.send('/checkout', typed)
  expect(answer.status).toBe(303)
  for (const page of [
    (await buyer.get(answer.headers.get('location') ?? '')).page,
    (await owner.get('/admin')).page,
  ]) {
    expect(page).not.toMatch(/<script|<img|<\/title><|<svg onload/i)
  }
})

test('what a product is called is text, too', async () => {
  const [first = ''] = hostile
  await sql`update shop.product set name = ${first}, summary = ${first}, description = ${first},
    category = ${first}, picture = ${first} where slug = 'wildflower-honey'`.execute(
    database.kysely,
  )
  const visitor = visit(origin)
  for (const path of ['/', '/products/wildflower-honey']) {
    expect((await visitor.get(path)).page).not.toMatch(/<script|<img/i)
  }
})

test('every page forbids scripts, frames and forms to elsewhere', async () => {
  const { headers } = await visit(origin).get('/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/script-src|unsafe/)
  expect(policy).toContain("form-action 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
})
