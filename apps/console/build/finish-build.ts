import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { inlineHashes } from '../../site/build/inline-hashes.ts'
import { precompress } from '../../site/build/precompress.ts'

/**
 * After the bundle is written: `csp.json` beside it with the hashes of what stands inside the page, which
 * the server's content security policy allows, and compressed twins of the text files.
 */
export function finishBuild(): Plugin {
  let folder = ''
  return {
    name: 'finish-build',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir)
    },
    closeBundle() {
      const page = readFileSync(join(folder, 'index.html'), 'utf8')
      const hashes = JSON.stringify(inlineHashes([page]), undefined, 2)
      writeFileSync(join(folder, '../csp.json'), `${hashes}\n`)
      precompress(filesBelow(folder))
    },
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
