import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { matches, scriptsOf } from './script-graph.ts'

/** What a page may load, in bytes after gzip. */
export interface Budget {
  /** The built file below `dist`. */
  readonly page: string
  readonly scriptBytes: number
  /** What comes after the page has painted, by `import()`; none unless told. */
  readonly laterBytes?: number
  readonly styleBytes: number
}

const content = { scriptBytes: 5_000, styleBytes: 12_000 }
// The client with the contracts that it checks answers by; docs/decisions says what it weighs.
const island = { scriptBytes: 68_000, styleBytes: 12_000 }

export const budgets: readonly Budget[] = [
  // The client again, which the booking needs next.
  { page: 'index.html', ...content, laterBytes: 42_000 },
  { page: '404.html', ...content },
  { page: 'offline/index.html', ...content },
  { page: 'book/index.html', ...island },
  { page: 'booking/index.html', ...island },
]

export interface Weight {
  readonly page: string
  readonly scriptBytes: number
  readonly laterBytes: number
  readonly styleBytes: number
  readonly problems: readonly string[]
}

/** Weighs a page with its style and every script it reaches. */
export function weigh(dist: string, budget: Budget): Weight {
  const html = readFileSync(join(dist, budget.page), 'utf8')
  const { first, later } = scriptsOf(dist, html)
  const scriptBytes = bytesOf(dist, first)
  const laterBytes = bytesOf(dist, later)
  const styleBytes =
    bytesOf(dist, matches(html, /<link[^>]+href="([^"]+\.css)"/g)) +
    compressed([...matches(html, /<style[^>]*>([\s\S]*?)<\/style>/g)].join(''))
  const problems = [
    over('script', scriptBytes, budget.scriptBytes),
    over('later script', laterBytes, budget.laterBytes ?? 0),
    over('style', styleBytes, budget.styleBytes),
  ].filter((problem) => problem !== undefined)
  return { page: budget.page, scriptBytes, laterBytes, styleBytes, problems }
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
