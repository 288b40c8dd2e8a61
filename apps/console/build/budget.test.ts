import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { budgets, styleBudget, weighScripts, weighStyles } from './budget.ts'

// `npm test` builds the console first; alone: npm run build --workspace @holdfast/console
const built = fileURLToPath(new URL('../dist/console', import.meta.url))

describe('the console that is built', () => {
  test.each(budgets)('keeps to its budget: %j', ({ page, scriptBytes }) => {
    expect(weighScripts(built, page)).toBeLessThan(scriptBytes)
  })

  test('keeps to its budget of styles', () => {
    expect(weighStyles(built)).toBeLessThan(styleBudget)
  })
})

describe('the weight of a page', () => {
  let dist: string
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'console-budget-'))
    mkdirSync(join(dist, 'assets'))
    writeFileSync(
      join(dist, 'index.html'),
      '<script type="module" src="/console/assets/index-abcdefgh.js"></script>',
    )
    writeFileSync(
      join(dist, 'assets/index-abcdefgh.js'),
      'import{a}from"./a.js";import("./page.js")',
    )
    writeFileSync(join(dist, 'assets/a.js'), `export const a="${noise(3000)}"`)
    writeFileSync(join(dist, 'assets/my-page-abcdefgh.js'), `import"./b.js";"${noise(5000)}"`)
    writeFileSync(join(dist, 'assets/b.js'), `"${noise(7000)}"`)
  })
  afterEach(() => rmSync(dist, { recursive: true }))

  test('counts what is imported at once, not what waits for its view', () => {
    expect(weighScripts(dist)).toBeGreaterThan(1500)
    expect(weighScripts(dist)).toBeLessThan(4000)
  })

  test('counts a page with all that it imports', () => {
    expect(weighScripts(dist, 'my-page')).toBeGreaterThan(weighScripts(dist) + 6000)
  })

  test('fails for a page that was not built', () => {
    expect(() => weighScripts(dist, 'no-page')).toThrow('no file of no-page was built')
  })
})

// Text that hardly compresses.
function noise(length: number): string {
  let seed = length
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return ((seed >> 8) % 36).toString(36)
  }).join('')
}
