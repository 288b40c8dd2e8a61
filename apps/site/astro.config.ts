import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { finishBuild } from './build/finish-build.ts'

// The address of the public site is known only where it is deployed. Without it, canonical
// links stay relative, which is right on every host.
const site = process.env['SITE_URL']

export default defineConfig({
  ...(site ? { site } : {}),
  output: 'static',
  integrations: [preact(), finishBuild()],
  // Nothing inline: the server's content security policy stays `'self'`.
  build: { inlineStylesheets: 'never', assets: 'assets' },
  vite: {
    build: { assetsInlineLimit: 0 },
    // Resolved from Astro's own folder; the workspace root holds an older major of it.
    environments: { prerender: { resolve: { noExternal: ['cookie'] } } },
  },
  devToolbar: { enabled: false },
  server: { port: 4321 },
})
