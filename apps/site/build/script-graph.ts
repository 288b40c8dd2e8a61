import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The scripts of a page, by path below `dist` with a leading slash. */
export interface PageScripts {
  /** What the page names itself. */
  readonly named: ReadonlySet<string>
  /** What runs before anything happens: the named ones and all that they import statically. */
  readonly first: ReadonlySet<string>
  /** What is fetched later, by `import()`. */
  readonly later: ReadonlySet<string>
}

/** Follows every import of the scripts of a page. */
export function scriptsOf(dist: string, html: string): PageScripts {
  const named = matches(html, /<script[^>]+src="([^"]+)"/g)
  const first = follow(dist, named, staticImport)
  const all = follow(dist, named, anyImport)
  const later = new Set([...all].filter((path) => !first.has(path)))
  return { named, first, later }
}

const staticImport = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g
const anyImport = /(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g

function follow(dist: string, starts: ReadonlySet<string>, pattern: RegExp): Set<string> {
  const reached = new Set<string>()
  const waiting = [...starts]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const code = readFileSync(join(dist, path), 'utf8')
    for (const found of matches(code, pattern)) waiting.push(resolve(dirname(path), found))
  }
  return reached
}

/** What the first group of a pattern finds, each once. */
export function matches(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap((match) => (match[1] ? [match[1]] : [])))
}
