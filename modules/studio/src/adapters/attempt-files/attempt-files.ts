import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Written {
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** Writes what comes to a file, and says what came. */
export async function writeStream(
  path: string,
  content: Readable,
  signal: AbortSignal,
): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(content, counted, createWriteStream(path), { signal })
  return { bytes, sha256: hash.digest('hex') }
}

export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text)
}

export function readText(path: string): Promise<string> {
  return readFile(path, 'utf8')
}

/** A file to read from, and its size. */
export async function openFile(path: string): Promise<{ bytes: number; content: Readable }> {
  const { size } = await stat(path)
  return { bytes: size, content: createReadStream(path) }
}
