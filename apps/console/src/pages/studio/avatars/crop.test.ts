import { expect, test } from 'vitest'
import { extentOf, middleCrop, moveCrop, resizeCrop } from './crop.ts'

const wide = { width: 2_000, height: 1_000 }

test('unless told it is the largest square in the middle', () => {
  expect(middleCrop(wide)).toEqual({ x: 0.25, y: 0, side: 1 })
  expect(middleCrop({ width: 500, height: 2_000 })).toEqual({ x: 0, y: 0.375, side: 1 })
})

test('the square is as wide as it is high, whatever the picture', () => {
  const { across, down } = extentOf({ side: 0.4 }, wide)
  expect(across * wide.width).toBe(down * wide.height)
})

test.each([
  [
    { x: 9, y: 9 },
    { x: 0.75, y: 0.5 },
  ],
  [
    { x: -9, y: -9 },
    { x: 0, y: 0 },
  ],
])('it can not be dragged out of the picture: %j', (by, corner) => {
  expect(moveCrop({ x: 0.3, y: 0.2, side: 0.5 }, by, wide)).toMatchObject(corner)
})

test('it grows around its middle, and stops at the edges', () => {
  const smaller = resizeCrop(middleCrop(wide), 0.5, wide)
  expect(smaller).toEqual({ x: 0.375, y: 0.25, side: 0.5 })
  expect(resizeCrop({ x: 0, y: 0, side: 0.2 }, 1, wide)).toEqual({ x: 0, y: 0, side: 1 })
  expect(resizeCrop(smaller, 7, wide).side).toBe(1)
})
