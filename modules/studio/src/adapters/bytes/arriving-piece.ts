import { createHash } from 'node:crypto'
import { addAbortSignal, Readable } from 'node:stream'
import { tooLargeProblem } from '@holdfast/kernel/problems'
import { problems } from '../../problems.ts'

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256'
  readonly digest: Uint8Array
}

export interface ArrivingPiece {
  /** What comes, and then its end: also where the sender breaks off after the first byte. */
  readonly stream: Readable
  /** Why it broke off; undefined when it came in full. Known once `stream` has ended. */
  brokeOffBy(): unknown
}

/**
 * A piece of an upload as it comes. It fails at the first byte past `maxBytes`, when nothing came,
 * and when its checksum is wrong or, because it broke off, unknown. `letGo` makes it end early.
 */
export function readArrivingPiece(
  source: Readable,
  options: {
    readonly maxBytes: number
    readonly checksum?: Checksum | undefined
    readonly letGo: AbortSignal
    /** Makes it fail, whatever has come. */
    readonly lost: AbortSignal
  },
): ArrivingPiece {
  const { maxBytes, checksum, letGo, lost } = options
  let brokenBy: unknown
  // Who waits for the next chunk would not see that nobody wants it any more.
  addAbortSignal(AbortSignal.any([letGo, lost]), source)

  async function* whatComes(): AsyncGenerator<Buffer> {
    const hash = checksum && createHash(checksum.algorithm)
    let bytes = 0
    for await (const chunk of untilItBreaks()) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLargeProblem(maxBytes)
      hash?.update(chunk)
      yield chunk
    }
    lost.throwIfAborted()
    if (brokenBy !== undefined && (bytes === 0 || hash)) throw brokenBy
    if (checksum && !hash?.digest().equals(checksum.digest)) throw problems.checksumMismatch()
  }

  async function* untilItBreaks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source) yield chunk
    } catch (error) {
      brokenBy = letGo.aborted ? letGo.reason : error
    }
  }

  return {
    stream: Readable.from(whatComes(), { objectMode: false }),
    brokeOffBy: () => brokenBy,
  }
}
