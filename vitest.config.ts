import { configDefaults, defineConfig } from 'vitest/config'

const everywhere = '{apps,modules,packages,tools,bench}/**'

/**
 * Two runs, never at once: what may run side by side, and the proofs, one file after the other.
 * A proof starts real processes and measures, so it gets the machine for itself.
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
          name: 'proofs',
          include: [`${everywhere}/*.proof.test.ts`],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
