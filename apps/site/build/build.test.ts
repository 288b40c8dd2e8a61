import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { budgetOf, pagesOf, weigh } from './budget.ts'
import { inlineHashes } from './inline-hashes.ts'
import { preloadScripts } from './preload-scripts.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('the hashes of what stands inside a page', () => {
  test('scripts that run and styles are found, each once', () => {
    const page = '<style>a{}</style><script>run()</script><script type="module">go()</script>'
    expect(inlineHashes([page, page])).toEqual({
      scripts: [hash('run()'), hash('go()')].sort(),
      styles: [hash('a{}')],
    })
  })

  test('data and files are not inline scripts', () => {
    const page = '<script type="application/ld+json">{}</script><script src="/a.js"></script>'
    expect(inlineHashes([page]).scripts).toEqual([])
  })
})

describe('the weight of a page', () => {
  let dist: string
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'site-budget-'))
    mkdirSync(join(dist, 'assets'))
    writeFileSync(join(dist, 'index.html'), '<script type="module" src="/assets/a.js"></script>')
    writeFileSync(join(dist, 'assets/a.js'), 'import{b}from"./b.js";import("./c.js");b()')
    writeFileSync(join(dist, 'assets/b.js'), 'export const b=()=>1')
    writeFileSync(join(dist, 'assets/c.js'), noise(20_000))
  })
  afterEach(() => rmSync(dist, { recursive: true }))

  test('counts what is imported at once, and apart from it what is imported later', () => {
    writeFileSync(join(dist, 'assets/b.js'), noise(30_000))
    const weight = weigh(dist, 'index.html', { firstLoadBytes: 0, styleBytes: 0 })
    expect(weight.firstLoadBytes).toBeGreaterThan(20_000)
    expect(weight.laterBytes).toBeGreaterThan(10_000)
    expect(weight.laterBytes).toBeLessThan(20_000)
    expect(weight.problems).toHaveLength(2)
  })

  test('a page names what its scripts import at once, and nothing that comes later', () => {
    const page = join(dist, 'index.html')
    writeFileSync(page, `<head></head>${readFileSync(page, 'utf8')}`)
    preloadScripts(dist, page)
    const html = readFileSync(page, 'utf8')
    expect(html).toContain('<link rel="modulepreload" href="/assets/b.js"></head>')
    expect(html).not.toMatch(/modulepreload" href="\/assets\/[ac]/)
  })

  test('counts the style that stands in the page', () => {
    writeFileSync(join(dist, 'index.html'), `<style>${noise(20_000)}</style>`)
    const budget = { firstLoadBytes: 5_000, laterBytes: 20_000, styleBytes: 5_000 }
    expect(weigh(dist, 'index.html', budget).problems).toHaveLength(1)
  })

  test('a script of a page of content that comes later is over its budget as well', () => {
    expect(weigh(dist, 'index.html').problems).toEqual([expect.stringContaining('later script')])
  })

  test('every page has a budget: that of content, unless it is an application', () => {
    mkdirSync(join(dist, 'pay'))
    writeFileSync(join(dist, 'pay/index.html'), '')
    expect(pagesOf(dist)).toEqual(['index.html', 'pay/index.html'])
    expect(
      ['menu/index.html', ...pagesOf(dist)].map((page) => budgetOf(page).firstLoadBytes),
    ).toEqual([5_000, 5_000, 45_000])
  })

  test('says which part is over its budget', () => {
    const { problems } = weigh(dist, 'index.html', { firstLoadBytes: 5_000, styleBytes: 0 })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('script')
  })
})

// Text that does not compress: a chain of hashes.
function noise(length: number): string {
  let text = ''
  while (text.length < length) text += createHash('sha512').update(text).digest('base64')
  return `//${text}`
}
