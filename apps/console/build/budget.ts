import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a first view may load, in bytes after gzip. */
export interface Budget {
  /** The page, as its source file is called; absent for what every page needs. */
  readonly page?: string
  readonly scriptBytes: number
}

// React takes 69 kB of it; most of the rest are zod, the routes of bookings and identity, which
// every page may call, the query and router cores, and the menus and dialogs.
const shell = 228_000

/** The shell once, then the pages with what they need besides it. */
export const budgets: readonly Budget[] = [
  { scriptBytes: shell },
  { page: 'sign-in-page', scriptBytes: shell + 20_000 },
  { page: 'bookings-page', scriptBytes: shell + 12_000 },
  { page: 'booking-panel', scriptBytes: shell + 24_000 },
  { page: 'account-page', scriptBytes: shell + 24_000 },
]

export const styleBudget = 14_000

/** The bytes of script that a page loads before it can be used: what it imports, to the end. */
export function weighScripts(dist: string, page?: string): number {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const first = matches(html, /(?:src|href)="\/console\/([^"]+\.js)"/g)
  const own = page === undefined ? [] : [chunkOf(dist, page)]
  return sizeOf(dist, reachedFrom(dist, [...first, ...own]))
}

export function weighStyles(dist: string): number {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  return sizeOf(dist, new Set(matches(html, /href="\/console\/([^"]+\.css)"/g)))
}

function chunkOf(dist: string, page: string): string {
  const pattern = new RegExp(`^${page}-[\\w-]{8}\\.js$`)
  const found = readdirSync(join(dist, 'assets')).find((name) => pattern.test(name))
  if (found === undefined) throw new Error(`no file of ${page} was built`)
  return `assets/${found}`
}

// What is imported on demand, by `import()`, belongs to other views.
function reachedFrom(dist: string, entries: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const waiting = [...entries]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const code = readFileSync(join(dist, path), 'utf8')
    for (const found of matches(code, /(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) {
      waiting.push(resolve('/', dirname(path), found).slice(1))
    }
  }
  return reached
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => (match[1] ? [match[1]] : []))
}

function sizeOf(dist: string, paths: ReadonlySet<string>): number {
  return [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0)
}
