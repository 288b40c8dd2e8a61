// npm test, and npm run proofs with --full: installs what is missing, runs every check and test.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureSystemTools } from './system-tools.mjs'
import { verify } from './verify.mjs'
import { ensureInstalled, ensureWebBuilt, run, say } from './workspace.mjs'

const full = process.argv.includes('--full')
if (process.argv.includes('--help')) {
  say('npm test runs every check, and every proof in its reduced form; npm run proofs all in full.')
  say('One file: npx vitest run PATH')
  process.exit()
}

await ensureInstalled()
await ensureSystemTools()
await ensureWebBuilt()
const checks = await verify()
const tests = await runVitest()
const passed = checks.passed + tests.passed
const failed = checks.failed + tests.failed
say(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runVitest() {
  const report = join(mkdtempSync(join(tmpdir(), 'holdfast-test-')), 'report.json')
  const { code } = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { env: { HOLDFAST_PROOFS: full ? 'full' : 'reduced' } },
  )
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } =
    readReport(report)
  if (numPendingTests > 0) say(`${numPendingTests} skipped: a skipped proof counts as failed`)
  const unexplained = code !== 0 && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + unexplained }
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 }
  }
}
