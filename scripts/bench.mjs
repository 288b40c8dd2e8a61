// npm run bench -- NAME …: runs the named comparisons, or all. Each prints a table and, as its
// last line, one JSON object with the ratios of this project to the others.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, fail, node, root, run, say } from './workspace.mjs'

/** @param {string} name */
const fileOf = (name) => join(root, 'bench', name, `${name}.ts`)

const known = readdirSync(join(root, 'bench')).filter((name) => existsSync(fileOf(name)))
const given = process.argv.slice(2)
if (given.includes('--help')) {
  say(
    `usage: npm run bench -- [NAME …] [--quick]\nThere are: ${known.join(', ')}; no name runs all.`,
  )
  process.exit()
}
const options = given.filter((argument) => argument.startsWith('-'))
const named = given.filter((argument) => !argument.startsWith('-'))
const unknown = named.find((name) => !known.includes(name))
if (unknown !== undefined) {
  fail(`There is no comparison "${unknown}". There are: ${known.join(', ')}.`)
}

await ensureInstalled()
for (const name of named.length > 0 ? named : known) {
  const { code } = await run(node, [fileOf(name), ...options])
  if (code !== 0) process.exitCode = 1
}
