// npm run verify: format, lint, types, architecture with cited paths, dead code. No database.
import { ensureInstalled, node, run, say } from './workspace.mjs'

// All checks run at once: more checkers in one of them only read the same sources again.
const tsc = ['--noEmit', '--checkers', '1']

/** @type {readonly { name: string, command: string, args: readonly string[] }[]} */
export const checks = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'types', command: 'tsc', args: tsc },
  { name: 'types of ui', command: 'tsc', args: [...tsc, '-p', 'packages/ui'] },
  { name: 'types of the site', command: 'tsc', args: [...tsc, '-p', 'apps/site'] },
  { name: 'types of the console', command: 'tsc', args: [...tsc, '-p', 'apps/console'] },
  { name: 'architecture', command: node, args: ['tools/architecture/src/main.ts'] },
  { name: 'dead code', command: 'knip', args: ['--no-progress'] },
]

/** Runs every check at once and prints what failed. Resolves to the number of each outcome. */
export async function verify() {
  const results = await Promise.all(
    checks.map(async (check) => ({
      ...check,
      ...(await run(check.command, check.args, { quiet: true })),
    })),
  )
  for (const { name, code, output } of results) {
    say(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output.trimEnd()}`)
  }
  const failed = results.filter(({ code }) => code !== 0).length
  return { passed: results.length - failed, failed }
}

if (process.argv[1]?.endsWith('verify.mjs')) {
  await ensureInstalled()
  const { failed } = await verify()
  process.exitCode = failed === 0 ? 0 : 1
}
