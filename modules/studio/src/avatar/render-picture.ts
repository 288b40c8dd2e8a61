import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import type { AvatarSettings } from '../contract.ts'

export type PictureSettings = Extract<AvatarSettings, { readonly from: 'picture' }>

/** As much as any picture of the library has: it was checked when it came. */
const limitInputPixels = 40_000_000

/** A square avatar of a picture, as PNG. The same picture and settings give the same avatar. */
export async function renderPicture(
  content: Uint8Array,
  settings: PictureSettings,
): Promise<Buffer> {
  const { size, shape, background, style } = settings
  const picture = sharp(content, { limitInputPixels, failOn: 'error', pages: 1 })
  const { width, height } = await picture.metadata()
  const cut = picture.extract(cropOf(settings, { width, height })).resize(size, size)
  const styled = await applyStyle(cut, style)
  const shaped = shape === 'circle' ? await inCircle(styled, size) : styled
  if (background === undefined) return sharp(shaped).png().toBuffer()
  return sharp(shaped).flatten({ background }).png().toBuffer()
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The square that is cut out, in whole pixels and always within the picture. */
export function cropOf(
  { crop }: Pick<PictureSettings, 'crop'>,
  { width, height }: Size,
): { left: number; top: number; width: number; height: number } {
  const shorter = Math.min(width, height)
  const side = Math.max(1, Math.round(shorter * (crop?.side ?? 1)))
  const left = crop ? Math.round(crop.x * width) : Math.floor((width - side) / 2)
  const top = crop ? Math.round(crop.y * height) : Math.floor((height - side) / 2)
  return {
    left: clamp(left, width - side),
    top: clamp(top, height - side),
    width: side,
    height: side,
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

async function applyStyle(picture: Sharp, style: PictureSettings['style']): Promise<Buffer> {
  const styled = recolour(picture, style).ensureAlpha()
  if (style !== 'poster') return styled.png().toBuffer()
  return styled.png({ palette: true, colours: 8, dither: 0 }).toBuffer()
}

function recolour(picture: Sharp, style: PictureSettings['style']): Sharp {
  switch (style) {
    case 'none':
      return picture
    case 'mono':
      return picture.grayscale()
    case 'warm':
      return picture.recomb([
        [1.08, 0.02, 0],
        [0, 1, 0],
        [0, 0, 0.88],
      ])
    case 'cool':
      return picture.recomb([
        [0.9, 0, 0],
        [0, 1, 0.02],
        [0, 0.02, 1.08],
      ])
    case 'poster':
      return picture.modulate({ saturation: 1.4 })
  }
}

async function inCircle(picture: Buffer, size: number): Promise<Buffer> {
  const r = size / 2
  const mask = Buffer.from(
    `<svg width="${size}" height="${size}"><circle cx="${r}" cy="${r}" r="${r}"/></svg>`,
  )
  const overlay: OverlayOptions = { input: mask, blend: 'dest-in' }
  return sharp(picture).composite([overlay]).png().toBuffer()
}
