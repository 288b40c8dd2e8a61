import type { Readable } from 'node:stream'

/** Calls `end` once `input` is over: whoever held its other side has gone, in whichever way. */
export function endWithParent(input: Readable, end: () => void): void {
  input.on('end', end)
  input.on('close', end)
  input.on('error', end)
  input.resume()
}
