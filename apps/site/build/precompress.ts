import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const isText = /\.(html|css|js|svg|xml|txt|json|webmanifest)$/

// Below this a compressed answer is not worth a second file.
const smallestBytes = 700

/** Writes a `.gz` and a `.br` beside each text file, for a server that picks by what is accepted. */
export function precompress(paths: readonly string[]): void {
  for (const path of paths) {
    if (!isText.test(path)) continue
    const content = readFileSync(path)
    if (content.length < smallestBytes) continue
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }))
  }
}
