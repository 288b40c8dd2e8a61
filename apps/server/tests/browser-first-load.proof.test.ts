import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLoadOf } from './browser/first-load.ts'
import { givenSite } from './browser/given-site.ts'
import { root } from './harness/start-holdfast.ts'

const site = await givenSite()
const dist = join(root, 'apps/site/dist')
const budgets: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(root, 'apps/site/build/budgets.json'), 'utf8'),
)

const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => {
    const name = file.replace(/(?:\/?index)?\.html$/, '')
    return { path: `/${name}`, limit: budgets[name] ?? budgets['content'] ?? 0 }
  })

test('the budgets are 5 kB for content, 50 kB for booking and 45 kB for quotes and for paying', () => {
  expect(budgets).toEqual({
    content: 5_000,
    quote: 45_000,
    book: 50_000,
    booking: 50_000,
    pay: 45_000,
  })
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/', '/menu', '/quote', '/book', '/booking']),
  )
})

test.each(pages)(
  '$path fetches at most $limit bytes of script before anybody does anything',
  async ({ path, limit }) => {
    await using visit = await site.visit({ serviceWorkers: 'allow' })
    const scripts = await firstLoadOf(visit, path)
    const sumBytes = scripts.reduce((sum, { bytes }) => sum + bytes, 0)
    process.stdout.write(`${path}: ${sumBytes} of ${limit} bytes in ${scripts.length} scripts\n`)
    expect(scripts.length).toBeGreaterThan(0)
    expect(sumBytes, JSON.stringify(scripts)).toBeLessThanOrEqual(limit)
  },
)
