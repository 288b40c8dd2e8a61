import { readFile } from 'node:fs/promises'

/** DejaVu Sans Condensed: Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian. */
export function readReceiptFont(): Promise<Uint8Array> {
  return readFile(`${import.meta.dirname}/../../fonts/DejaVuSansCondensed.ttf`)
}
