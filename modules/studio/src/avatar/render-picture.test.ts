import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cropOf, renderPicture, type PictureSettings } from './render-picture.ts'

const halves = sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
const right = sharp({ create: { width: 100, height: 100, channels: 3, background: '#0000ff' } })
const picture = await halves
  .composite([{ input: await right.png().toBuffer(), left: 100, top: 0 }])
  .png()
  .toBuffer()

const settings: PictureSettings = {
  from: 'picture',
  assetId: '01980000-0000-7000-8000-00000000a551',
  shape: 'square',
  style: 'none',
  size: 64,
}

async function colourAt(png: Uint8Array, left: number, top: number): Promise<number[]> {
  const spot = await sharp(png)
    .ensureAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer()
  return [...spot]
}

test('the square that was chosen is what is shown', async () => {
  const crop = { x: 0.5, y: 0, side: 1 }
  const png = await renderPicture(picture, { ...settings, crop })
  expect(await colourAt(png, 32, 32)).toEqual([0, 0, 255, 255])
  expect(await sharp(png).metadata()).toMatchObject({ width: 64, height: 64 })
})

test('a circle is clear outside, or of the colour behind it', async () => {
  const circle = await renderPicture(picture, { ...settings, shape: 'circle' })
  expect((await colourAt(circle, 0, 0))[3]).toBe(0)
  expect((await colourAt(circle, 20, 32))[3]).toBe(255)
  const behind = await renderPicture(picture, {
    ...settings,
    shape: 'circle',
    background: '#00ff00',
  })
  expect(await colourAt(behind, 0, 0)).toEqual([0, 255, 0, 255])
})

test.each(['mono', 'warm', 'cool', 'poster'] as const)(
  'the style %s changes colours',
  async (style) => {
    const skin = { width: 80, height: 80, channels: 3, background: '#8a6f5c' } as const
    const face = await sharp({ create: skin }).png().toBuffer()
    const plain = await colourAt(await renderPicture(face, settings), 10, 32)
    const styled = await colourAt(await renderPicture(face, { ...settings, style }), 10, 32)
    expect(styled).not.toEqual(plain)
    expect(styled[3]).toBe(255)
  },
)

test('any crop of any picture lies within it', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.record({ x: part, y: part, side: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
      fc.integer({ min: 1, max: 8_000 }),
      fc.integer({ min: 1, max: 8_000 }),
      (crop, width, height) => {
        const cut = cropOf({ crop }, { width, height })
        expect(cut.left).toBeGreaterThanOrEqual(0)
        expect(cut.top).toBeGreaterThanOrEqual(0)
        expect(cut.width).toBeGreaterThanOrEqual(1)
        expect(cut.left + cut.width).toBeLessThanOrEqual(width)
        expect(cut.top + cut.height).toBeLessThanOrEqual(height)
      },
    ),
  )
})
