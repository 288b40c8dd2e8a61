import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import budgets from './budgets.json' with { type: 'json' }
import { matches, scriptsOf } from './script-graph.ts'

/** What a page may load, in bytes after gzip. */
export interface Budget {
  /** All that is fetched before anybody does anything, also once the page is idle. */
  readonly firstLoadBytes: number
  /** What comes on first use alone, by `import()`; none unless told. */
  readonly laterBytes?: number
  readonly styleBytes: number
}

const styleBytes = 12_000

// What is not content, by its path. What is fetched on first use gets its own number here.
const applications: Readonly<Record<string, Budget>> = {
  'quote/index.html': { firstLoadBytes: budgets.quote, styleBytes },
  // Waiting for a full evening once somebody asks for it, and the page that follows a booking.
  'book/index.html': { firstLoadBytes: budgets.book, laterBytes: 7_500, styleBytes },
  // Moving and changing, once somebody asks for one of them.
  'booking/index.html': { firstLoadBytes: budgets.booking, laterBytes: 20_000, styleBytes },
  // What fetches Stripe's script, once somebody chooses to pay by card there.
  'pay/index.html': { firstLoadBytes: budgets.pay, laterBytes: 4_000, styleBytes },
}

/** The budget of a page, by its file below `dist`. A page that is not named is content. */
export function budgetOf(page: string): Budget {
  return applications[page] ?? { firstLoadBytes: budgets.content, styleBytes }
}

/** Every page that was built. */
export function pagesOf(dist: string): readonly string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .sort()
}

export interface Weight {
  readonly page: string
  readonly firstLoadBytes: number
  readonly laterBytes: number
  readonly styleBytes: number
  readonly problems: readonly string[]
}

/** Weighs a page with its style and every script it reaches. */
export function weigh(dist: string, page: string, budget: Budget = budgetOf(page)): Weight {
  const html = readFileSync(join(dist, page), 'utf8')
  const { first, later } = scriptsOf(dist, html)
  const firstLoadBytes = bytesOf(dist, first)
  const laterBytes = bytesOf(dist, later)
  const styleBytes =
    bytesOf(dist, matches(html, /<link[^>]+href="([^"]+\.css)"/g)) +
    compressed([...matches(html, /<style[^>]*>([\s\S]*?)<\/style>/g)].join(''))
  const problems = [
    over('script', firstLoadBytes, budget.firstLoadBytes),
    over('later script', laterBytes, budget.laterBytes ?? 0),
    over('style', styleBytes, budget.styleBytes),
  ].filter((problem) => problem !== undefined)
  return { page, firstLoadBytes, laterBytes, styleBytes, problems }
}

function bytesOf(dist: string, paths: ReadonlySet<string>): number {
  return [...paths].reduce((sum, path) => sum + compressed(readFileSync(join(dist, path))), 0)
}

function compressed(content: string | Buffer): number {
  return content.length === 0 ? 0 : gzipSync(content).length
}

function over(what: string, bytes: number, limit: number): string | undefined {
  return bytes > limit ? `${bytes} bytes of ${what} are over the budget of ${limit}` : undefined
}
