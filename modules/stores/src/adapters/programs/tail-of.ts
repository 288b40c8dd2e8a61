import type { Readable } from 'node:stream'

/** Reads a stream to its end and keeps its last bytes. Returns a function that says them. */
export function tailOf(stream: Readable | null, keptBytes: number): () => string {
  let kept = Buffer.alloc(0)
  stream?.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk])
    if (kept.length > 2 * keptBytes) kept = kept.subarray(-keptBytes)
  })
  return () => kept.subarray(-keptBytes).toString('utf8')
}
