import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a first view may load, in bytes after gzip. */
export interface Budget {
  /** The built file below `dist`. */
  readonly page: string
  readonly scriptBytes: number
  readonly styleBytes: number
}

const content = { scriptBytes: 5_000, styleBytes: 12_000 }

export const budgets: readonly Budget[] = [
  { page: 'index.html', ...content },
  { page: '404.html', ...content },
  { page: 'offline/index.html', ...content },
  { page: 'book/index.html', scriptBytes: 50_000, styleBytes: 12_000 },
  { page: 'booking/index.html', scriptBytes: 50_000, styleBytes: 12_000 },
]

export interface Weight {
  readonly page: string
  readonly scriptBytes: number
  readonly styleBytes: number
  readonly problems: readonly string[]
}

/** Weighs a page with every script it reaches, static and dynamic imports alike. */
export function weigh(dist: string, budget: Budget): Weight {
  const html = readFileSync(join(dist, budget.page), 'utf8')
  const scriptBytes = bytesOf(dist, scriptsOf(dist, html))
  const styleBytes =
    bytesOf(dist, linked(html, /<link[^>]+href="([^"]+\.css)"/g)) +
    compressed([...linked(html, /<style[^>]*>([\s\S]*?)<\/style>/g)].join(''))
  const problems = [
    over('script', scriptBytes, budget.scriptBytes),
    over('style', styleBytes, budget.styleBytes),
  ].filter((problem) => problem !== undefined)
  return { page: budget.page, scriptBytes, styleBytes, problems }
}

function scriptsOf(dist: string, html: string): Set<string> {
  const reached = new Set<string>()
  const waiting = [...linked(html, /<script[^>]+src="([^"]+)"/g)]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const code = readFileSync(join(dist, path), 'utf8')
    const imports = linked(code, /(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g)
    for (const found of imports) waiting.push(resolve(dirname(path), found))
  }
  return reached
}

function linked(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap((match) => (match[1] ? [match[1]] : [])))
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
