import { fileURLToPath } from 'node:url'
import { linkedSonnerStyle } from '@holdfast/ui/toasts/vite'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { finishBuild } from './build/finish-build.ts'

// Without what is below them: that belongs to the shell.
const alone = { includeDependenciesRecursively: false }
/** What neither the shell nor the first page shows. */
const details = String.raw`(?:ui/(?:panel/|list/(?!search)|radio-group|disclosure|card|states/rows|use-kept)|shell/shortcuts/use-close-key)`

// A few files that all pages share, instead of many small ones. The first that fits takes a file,
// and unless told with everything below it.
const sharedParts = [
  { name: 'core', test: /node_modules\/(?:zod|react|react-dom|scheduler|@tanstack)\// },
  {
    name: 'parts',
    test: new RegExp(
      `apps/console/src/(?!${details})(?:ui/(?!form/|ask/)|data/|format/(?!typed))|packages/ui/src/`,
    ),
  },
  { name: 'forms', test: /apps\/console\/src\/ui\/form\// },
  { name: 'questions', test: /apps\/console\/src\/ui\/ask\//, ...alone },
  { name: 'details', test: new RegExp(`apps/console/src/${details}`), ...alone },
].map((group, index) => ({ ...group, priority: -index }))

const api = 'http://localhost:3000'

export default defineConfig({
  base: '/console/',
  plugins: [react(), tailwindcss(), linkedSonnerStyle(), finishBuild()],
  resolve: {
    // Radix locks scrolling through a style element, which the content security policy refuses.
    alias: {
      'react-remove-scroll': fileURLToPath(new URL('src/ui/remove-scroll.tsx', import.meta.url)),
    },
  },
  // Nothing inline: the server's content security policy stays `'self'`.
  build: {
    rolldownOptions: {
      output: { codeSplitting: { groups: sharedParts } },
      // The routes of a module are data: those that nobody names are left out.
      treeshake: { moduleSideEffects: (id) => !/modules\/\w+\/src\/contract/.test(id) },
    },
    outDir: 'dist/console',
    assetsInlineLimit: 0,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: { port: 5173, proxy: { '/api': api } },
})
