import sharp, { type Metadata, type Sharp } from 'sharp'
import { problems } from '../../problems.ts'
import { createGate } from '../ffmpeg/gate.ts'
import { limitSharp } from './limit-sharp.ts'

/** Of a picture; decoded it is four bytes each. */
const mostPixels = 40_000_000
const longestEdge = 16_383
const longestSeconds = 30
const previewEdge = 480

export type PictureFormat = 'png' | 'jpeg' | 'webp'

export interface PicturePaths {
  readonly from: string
  readonly to: string
  readonly preview: string
}

export interface PictureFacts {
  readonly width: number
  readonly height: number
}

/**
 * Draws a picture anew, so that nothing but its pixels is left: upright, without metadata, one
 * picture where it moves; and a small one of it, as webp. Throws `studio.notWhatItSays`,
 * `studio.tooComplex` before anything is decoded, and `studio.unreadable`.
 */
export async function redrawPicture(
  { from, to, preview }: PicturePaths,
  { format, signal }: { readonly format: PictureFormat; readonly signal: AbortSignal },
): Promise<PictureFacts> {
  limitSharp()
  checkSize(await orUnreadable(() => open(from).metadata()), format)
  const leave = await gate.enter(signal)
  try {
    return await orUnreadable(async () => {
      const drawn = await encode(open(from).autoOrient(), format).toFile(to)
      await makePreview(to, preview)
      return { width: drawn.width, height: drawn.height }
    })
  } finally {
    leave()
  }
}

/** A picture of the largest size takes some hundred megabytes while it is drawn. */
const gate = createGate(2)

/** A small picture of one that was drawn here. */
export async function makePreview(from: string, to: string): Promise<void> {
  limitSharp()
  const within = { width: previewEdge, height: previewEdge, fit: 'inside' } as const
  await open(from)
    .resize({ ...within, withoutEnlargement: true })
    .webp({ quality: 78 })
    .timeout({ seconds: longestSeconds })
    .toFile(to)
}

function open(path: string): Sharp {
  const limits = { limitInputPixels: mostPixels, failOn: 'error', pages: 1 } as const
  return sharp(path, { ...limits, sequentialRead: true })
}

function encode(picture: Sharp, format: PictureFormat): Sharp {
  const timed = picture.timeout({ seconds: longestSeconds })
  switch (format) {
    case 'png':
      return timed.png()
    case 'jpeg':
      return timed.jpeg({ quality: 90 })
    case 'webp':
      return timed.webp({ quality: 90 })
  }
}

/** By what its head says alone: nothing has been decoded. */
function checkSize({ width, height, format }: Metadata, expected: PictureFormat): void {
  if (format !== expected) throw problems.notWhatItSays({ format, expected })
  if (width * height > mostPixels || Math.max(width, height) > longestEdge) {
    throw problems.tooComplex({ width, height })
  }
}

/** The library says everything with one kind of error. */
async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) {
      throw problems.tooComplex({}, { cause })
    }
    throw problems.unreadable({}, { cause })
  }
}
