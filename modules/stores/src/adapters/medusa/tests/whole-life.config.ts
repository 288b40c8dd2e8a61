import { defineConfig } from 'vitest/config'

/** Run by `npm run proof:medusa` alone: it installs 670 MB and takes minutes. */
export default defineConfig({
  test: {
    root: '.',
    globalSetup: ['./packages/testing/src/database/global-setup.ts'],
    include: ['modules/stores/src/adapters/medusa/tests/*.whole.ts'],
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
  },
})
