import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { compileContracts } from './build/compile-contracts.ts'
import { finishBuild } from './build/finish-build.ts'
import { moduleCode } from './src/contracts/module-code.ts'

// The address of the public site is known only where it is deployed. Without it, canonical
// links stay relative, which is right on every host.
const site = process.env['SITE_URL']

export default defineConfig({
  ...(site ? { site } : {}),
  output: 'static',
  integrations: [preact(), finishBuild()],
  // The style comes with the page: another way to the server and back would come before the first
  // paint. The content security policy allows it by its hash, and inline scripts not at all.
  build: { inlineStylesheets: 'always', assets: 'assets' },
  vite: {
    plugins: [compileContracts(moduleCode)],
    build: { assetsInlineLimit: 0 },
    // Resolved from Astro's own folder; the workspace root holds an older major of it.
    environments: { prerender: { resolve: { noExternal: ['cookie'] } } },
  },
  devToolbar: { enabled: false },
  server: { port: 4321 },
})
