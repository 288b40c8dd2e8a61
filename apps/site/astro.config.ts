import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { compileContracts } from './build/compile-contracts.ts'
import { finishBuild } from './build/finish-build.ts'
import { moduleCode } from './src/contracts/module-code.ts'

// The address of the public site is known only where it is deployed. Without it pages name no
// canonical address.
const site = process.env['SITE_URL']

// Many small files compress badly: what every page with an island loads is one, and what those
// load that ask the questions of a booking is another. What pages of content load stays apart.
const groups = [
  { name: 'base', test: /src\/(prices\/(money|rates)|contracts\/\S+)\.ts$/, priority: 3 },
  {
    name: 'app',
    test: /node_modules\/preact|packages\/(ui|client)\/|calendar-x|src\/(ui|format)\/|src\/api\/(service|words|remedy|server-clock)\.|src\/pay\/pay-address\.|src\/flow\/(kept-booking|draft|dishes|quoted|answers-summary|step-frame|price-lines|steps|questions|check-answers|to-request)\./,
    priority: 2,
  },
  {
    name: 'asking',
    test: /src\/flow\/fields\/(party|menu|address)|src\/flow\/(answer-form|countries|lengths|use-menu)\.|src\/api\/offer\./,
    priority: 2,
  },
  {
    name: 'choosing',
    test: /src\/dates\/|src\/flow\/(fields\/wishes|calendar-grid|day-picker|month-switch|nearby-days|nearest-days|parts-of-day|slot-picker|sought|use-month|use-price|use-slots)|src\/api\/times\./,
    priority: 1,
  },
]

export default defineConfig({
  ...(site ? { site } : {}),
  output: 'static',
  integrations: [preact(), finishBuild()],
  // The style comes with the page: another way to the server and back would come before the first
  // paint. The content security policy allows it by its hash, and inline scripts not at all.
  build: { inlineStylesheets: 'always', assets: 'assets' },
  vite: {
    plugins: [compileContracts(moduleCode)],
    // What is fetched later needs nothing that is not there by then.
    build: { assetsInlineLimit: 0, modulePreload: false },
    // Resolved from Astro's own folder; the workspace root holds an older major of it.
    environments: {
      client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } },
      prerender: { resolve: { noExternal: ['cookie'] } },
    },
  },
  devToolbar: { enabled: false },
  server: { port: 4321 },
})
