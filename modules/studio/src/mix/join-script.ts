import { secondsOf } from './seconds.ts'

/** A file of pictures, or the part of it between two of its key frames. */
export interface Part {
  /** A plain name in the folder of the script. */
  readonly name: string
  /** Of the file. */
  readonly frames: number
  readonly from: number
  readonly until: number
}

/** Joins parts one behind the other, as the demuxer `concat` reads it. */
export function joinScript(parts: readonly Part[]): string {
  return ['ffconcat version 1.0', ...parts.flatMap(linesOf), ''].join('\n')
}

function linesOf({ name, frames, from, until }: Part): readonly string[] {
  return [
    `file ${name}`,
    ...(from > 0 ? [`inpoint ${secondsOf(from)}`] : []),
    // In the middle of the frame before: that one is in, the next one is not.
    ...(until < frames ? [`outpoint ${secondsOf(until - 0.5)}`] : []),
    `duration ${secondsOf(until - from)}`,
  ]
}
