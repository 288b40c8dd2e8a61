import sharp from 'sharp'

/**
 * What the library for pictures may do in this process: read png, jpeg and webp from files and
 * memory, and drawings from memory alone, which are our own. It keeps no files open behind our
 * back. Safe to call again.
 */
export function limitSharp(): void {
  // Once: what is read meanwhile would find its loader blocked for a moment.
  if (isLimited) return
  isLimited = true
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: [...readable] })
}

let isLimited = false

const readable = [
  'VipsForeignLoadPngFile',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegFile',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpFile',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadSvgBuffer',
]
