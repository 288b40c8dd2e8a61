import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const compileCache = fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url))
const everywhere = '{apps,modules,packages,tools,bench}/**'

/** They judge times, so each has the machine for itself. */
const timedProofs = [
  'apps/server/tests/{frozen-database,shared-limits}.proof.test.ts',
  'packages/kernel/src/{jobs,rate-limit,redis}/*.proof.test.ts',
]

/** Each has a document of its own. */
const webTests = ['{apps/site,apps/console,packages/ui}/**/*.test.{ts,tsx}']

/**
 * Three runs, never at once: what may run side by side; the proofs, which start real processes and
 * browsers and mostly wait for them; and the proofs that measure, one after the other.
 */
export default defineConfig({
  test: {
    globalSetup: ['./packages/testing/src/database/global-setup.ts'],
    // Long enough for a machine that does much else; nothing waits longer than it has to.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    // The programs that tests start hundreds of times are compiled once.
    env: { NODE_COMPILE_CACHE: compileCache },
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: [`${everywhere}/*.test.ts`],
          exclude: [...configDefaults.exclude, '**/*.proof.test.ts', ...webTests],
          // Left to itself Vitest keeps a processor free, which on two is half of them; and while
          // one waits for a database or a process, another has something to do.
          maxWorkers: 3,
          // The sources of the service keep nothing that one file could leave to the next: read
          // once for all files they cost a fifth less.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'web tests',
          include: webTests,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'proofs',
          include: [`${everywhere}/*.proof.test.ts`],
          exclude: [...configDefaults.exclude, ...timedProofs],
          // A fifth of their time is somebody else's: a provider that is silent, a lease that ends.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'timed proofs',
          include: timedProofs,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
