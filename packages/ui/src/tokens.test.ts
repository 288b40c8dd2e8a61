import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

/** All style sheets below a folder of the repository, as one text. */
function stylesBelow(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n')
}

const own = stylesBelow('packages/ui/src')
const asked = [
  ...new Set([...own.matchAll(/var\((--(?!hf-)[\w-]+)/g)].map(([, name]) => name)),
].sort()

test('the README lists exactly the tokens that the styles ask for', () => {
  const readme = readFileSync(join(root, 'packages/ui/README.md'), 'utf8')
  const listed = [...readme.matchAll(/^\| `(--[\w-]+)`/gm)].map(([, name]) => name)
  expect(listed.sort()).toEqual(asked)
})

test.each(['apps/site/src/styles', 'apps/console/src/styles'])('%s defines each of them', (app) => {
  const styles = stylesBelow(app)
  expect(asked.filter((name) => !styles.includes(`${name}:`))).toEqual([])
})
