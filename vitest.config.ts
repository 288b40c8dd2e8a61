import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,modules,packages,tools,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['./packages/testing/src/database/global-setup.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
