import { readFileSync, writeFileSync } from 'node:fs'
import { scriptsOf } from './script-graph.ts'

/**
 * Names in a page what its scripts import, so that a browser fetches all of it at once and not
 * one import after the other.
 */
export function preloadScripts(dist: string, page: string): void {
  const html = readFileSync(page, 'utf8')
  const { named, first } = scriptsOf(dist, html)
  const links = [...first]
    .filter((path) => !named.has(path))
    .map((path) => `<link rel="modulepreload" href="${path}">`)
  if (links.length > 0) writeFileSync(page, html.replace('</head>', `${links.join('')}</head>`))
}
