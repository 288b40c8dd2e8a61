import { createHash } from 'node:crypto'

export interface InlineHashes {
  /** For `script-src`, each as `'sha256-…'` with its quotes. */
  readonly scripts: readonly string[]
  /** For `style-src`. */
  readonly styles: readonly string[]
}

// Only these are run by a browser; a script of another type is data.
const executable = new Set(['', 'module', 'text/javascript', 'application/javascript'])

/** The hashes of every script and style that stands inside a page, sorted, each once. */
export function inlineHashes(pages: readonly string[]): InlineHashes {
  const scripts = pages.flatMap((page) =>
    elements(page, 'script')
      .filter(({ attributes }) => !/\ssrc\s*=/.test(attributes))
      .filter(({ attributes }) => executable.has(typeOf(attributes))),
  )
  const styles = pages.flatMap((page) => elements(page, 'style'))
  return { scripts: hashesOf(scripts), styles: hashesOf(styles) }
}

interface InlineElement {
  readonly attributes: string
  readonly content: string
}

function elements(page: string, tag: string): InlineElement[] {
  const pattern = new RegExp(`<${tag}(\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'gi')
  return [...page.matchAll(pattern)].map((match) => ({
    attributes: match[1] ?? '',
    content: match[2] ?? '',
  }))
}

function typeOf(attributes: string): string {
  return /\stype\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1]?.toLowerCase() ?? ''
}

function hashesOf(found: readonly InlineElement[]): string[] {
  const hashes = found.map(
    ({ content }) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  )
  return [...new Set(hashes)].sort()
}
