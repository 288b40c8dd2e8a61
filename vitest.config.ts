import { configDefaults, defineConfig } from 'vitest/config'

const everywhere = '{apps,modules,packages,tools,bench}/**'

// They watch what a page shows, and judge no times.
const browserProofs = 'apps/server/tests/browser-*.proof.test.ts'

/**
 * Three runs, never at once: what may run side by side; the proofs in a browser, two at a time; the
 * other proofs, one file after the other. Such a proof starts real processes and measures, so it
 * gets the machine for itself.
 */
export default defineConfig({
  test: {
    globalSetup: ['./packages/testing/src/database/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: [`${everywhere}/*.test.{ts,tsx}`],
          exclude: [...configDefaults.exclude, '**/*.proof.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser proofs',
          include: [browserProofs],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'proofs',
          include: [`${everywhere}/*.proof.test.ts`],
          exclude: [...configDefaults.exclude, browserProofs],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
