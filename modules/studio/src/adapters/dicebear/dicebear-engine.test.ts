import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { AvatarWish } from '../../avatar/avatar-engine.ts'
import { createDicebearEngine } from './dicebear-engine.ts'

const engine = createDicebearEngine()
const wish: AvatarWish = {
  style: 'shapes',
  seed: 'Ember & Oak',
  prompt: undefined,
  background: '#f4e9dc',
  size: 128,
  key: 'k',
  signal: new AbortController().signal,
}

const pixelsOf = async (png: Uint8Array) =>
  createHash('sha256')
    .update(await sharp(png).raw().toBuffer())
    .digest('hex')

test('every offered style draws a picture of the size that was asked for', async () => {
  for (const { name: style } of engine.styles) {
    const { width, height, format } = await sharp(await engine.draw({ ...wish, style })).metadata()
    expect({ style, width, height, format }).toEqual({
      style,
      width: 128,
      height: 128,
      format: 'png',
    })
  }
})

test('the same seed gives the same picture, another seed another one', async () => {
  const [first, again, other] = await Promise.all([
    engine.draw(wish),
    createDicebearEngine().draw(wish),
    engine.draw({ ...wish, seed: 'Pier 9' }),
  ])
  expect(await pixelsOf(again)).toBe(await pixelsOf(first))
  expect(await pixelsOf(other)).not.toBe(await pixelsOf(first))
})

test('a seed is a seed, whatever it says', async () => {
  const seeds = ['<script>alert(1)</script>', '"/><image href="file:///etc/passwd"/>', '\u202e', '']
  for (const seed of seeds) {
    const png = await engine.draw({ ...wish, style: 'initials', seed })
    expect((await sharp(png).metadata()).width, seed).toBe(128)
  }
})

test('nothing is offered whose licence was not read, and a maker who wants it is named', () => {
  const licences = new Set(engine.styles.map(({ licence }) => licence))
  expect([...licences].toSorted()).toEqual(['CC BY 4.0', 'CC0 1.0'])
  for (const { licence, attribution } of engine.styles) {
    expect(attribution === undefined).toBe(licence === 'CC0 1.0')
  }
})

test('a style that is not offered is refused for good', async () => {
  await expect(engine.draw({ ...wish, style: 'avataaars' })).rejects.toThrow('no such style')
})
