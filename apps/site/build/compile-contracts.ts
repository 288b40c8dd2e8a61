import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

// Astro's configuration runs where `import()` is Vite's own, which is closed before the pages are
// built; Node reads the contract as the service does.
const readModule: (path: string) => object = createRequire(import.meta.url)

/**
 * Puts the data of a contract in the place of its zod schemas: 22 kB gzip of zod stay out of the
 * pages, and what is checked cannot drift, because it is read from the contract at each build.
 * Concerns files named `*.contract.ts`; `codeOf` writes the module that stands for their exports.
 */
export function compileContracts(codeOf: (exported: object) => string): Plugin {
  return {
    name: 'compile-contracts',
    enforce: 'pre',
    load: (id) => (id.endsWith('.contract.ts') ? codeOf(readModule(id)) : undefined),
  }
}
