import { createRequire } from 'node:module'
import sharp from 'sharp'
import { limitSharp } from './limit-sharp.ts'

export interface TextWishes {
  readonly text: string
  /** In pixels. */
  readonly fontSize: number
  /** The picture is no larger. */
  readonly maxWidth: number
  readonly maxHeight: number
  readonly path: string
}

const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')

/**
 * Draws a text, white in a dark plate with round corners, as png. Lines break where they are too
 * long, and all of it is made smaller when it is too high. What is typed is text, never markup.
 */
export async function drawText(wishes: TextWishes): Promise<{ width: number; height: number }> {
  limitSharp()
  const { fontSize, maxWidth, maxHeight, path } = wishes
  const padding = Math.round(fontSize * 0.5)
  const words = await drawWords(wishes, maxWidth - 2 * padding)
  const width = words.info.width + 2 * padding
  const height = words.info.height + 2 * padding
  const plate = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" rx="${padding}" fill="#14110f" fill-opacity="0.62"/></svg>`,
  )
  const drawn = await sharp(plate)
    .composite([{ input: words.data, left: padding, top: padding }])
    .png()
    .toBuffer()
  const within = { width: maxWidth, height: maxHeight, fit: 'inside' } as const
  const { info } = await sharp(drawn)
    .resize({ ...within, withoutEnlargement: true })
    .png()
    .toFile(path)
    .then((info) => ({ info }))
  return { width: info.width, height: info.height }
}

function drawWords({ text, fontSize }: TextWishes, width: number) {
  const words = {
    text: `<span foreground="white">${asText(text)}</span>`,
    font: `DejaVu Sans Bold ${fontSize}`,
    fontfile: fontFile,
    width,
    dpi: 72,
    align: 'centre',
    wrap: 'word-char',
    rgba: true,
  } as const
  return sharp({ text: words }).png().toBuffer({ resolveWithObject: true })
}

/** Pango reads markup: nothing of it is left. */
function asText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
