import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Several files read as one, each opened when the one before it has ended. */
export function joined(opens: readonly (() => Promise<Readable>)[]): Readable {
  async function* each() {
    for (const next of opens) yield* await next()
  }
  return Readable.from(each(), { objectMode: false })
}

export interface WrittenFile {
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** Writes all that comes to a new file. What is there then is not whole when it throws. */
export async function writeTo(
  path: string,
  source: Readable,
  signal: AbortSignal,
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
      yield chunk
    }
  }
  const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await pipeline(source, counted, sink, { signal })
  return { bytes, sha256: hash.digest('hex') }
}

export function readFrom(path: string): Readable {
  return createReadStream(path)
}

/** The first bytes of a file, or all of a shorter one. */
export async function beginningOf(path: string, atMost: number): Promise<Uint8Array> {
  await using file = await open(path)
  const { bytesRead, buffer } = await file.read(Buffer.alloc(atMost), 0, atMost, 0)
  return buffer.subarray(0, bytesRead)
}
