import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { inlineHashes } from './inline-hashes.ts'
import { precompress } from './precompress.ts'
import { preloadScripts } from './preload-scripts.ts'

/**
 * After the pages are written: links to what their scripts import; `csp.json` with the hashes of everything inline, which the
 * server's content security policy must allow (none, unless a page gains some), and the
 * service worker stamped with a version that changes with any file; and compressed twins of
 * the text files.
 */
export function finishBuild(): AstroIntegration {
  return {
    name: 'finish-build',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir)
        for (const page of pagesBelow(folder)) preloadScripts(folder, page)
        writeHashes(folder)
        stampServiceWorker(folder)
        precompress(filesBelow(folder))
      },
    },
  }
}

function writeHashes(folder: string): void {
  const hashes = inlineHashes(pagesBelow(folder).map((path) => readFileSync(path, 'utf8')))
  writeFileSync(join(folder, 'csp.json'), `${JSON.stringify(hashes, undefined, 2)}\n`)
}

function stampServiceWorker(folder: string): void {
  const worker = join(folder, 'sw.js')
  const files = filesBelow(folder).filter((path) => path !== worker)
  const version = createHash('sha256')
  for (const path of files) version.update(relative(folder, path)).update(readFileSync(path))
  const shell = files
    .filter((path) => /assets\/.*\.(css|woff2)$/.test(path) && !path.includes('latin-ext'))
    .map((path) => `/${relative(folder, path).replaceAll('\\', '/')}`)
  const stamped = readFileSync(worker, 'utf8')
    .replace("'__VERSION__'", JSON.stringify(version.digest('hex').slice(0, 12)))
    .replace("'__SHELL__'", JSON.stringify(['/', '/offline', ...shell]))
  writeFileSync(worker, stamped)
}

function pagesBelow(folder: string): string[] {
  return filesBelow(folder).filter((path) => path.endsWith('.html'))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
