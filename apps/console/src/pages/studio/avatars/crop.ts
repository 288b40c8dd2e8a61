/**
 * A square of a picture: its left and top edge as parts of width and height, its side as a part of
 * the shorter of them.
 */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly side: number
}

interface Picture {
  readonly width: number
  readonly height: number
}

export const smallestSide = 0.1

/** The square as a part of the picture's width, and of its height. */
export function extentOf({ side }: Pick<Crop, 'side'>, { width, height }: Picture) {
  const pixels = side * Math.min(width, height)
  return { across: pixels / width, down: pixels / height }
}

/** The largest square in the middle. */
export function middleCrop(picture: Picture): Crop {
  const { across, down } = extentOf({ side: 1 }, picture)
  return { x: (1 - across) / 2, y: (1 - down) / 2, side: 1 }
}

/** Moved by parts of width and height, and never out of the picture. */
export function moveCrop(
  crop: Crop,
  by: { readonly x: number; readonly y: number },
  of: Picture,
): Crop {
  return inside({ ...crop, x: crop.x + by.x, y: crop.y + by.y }, of)
}

/** Another size around the same middle, as far as the picture lets it. */
export function resizeCrop(crop: Crop, side: number, of: Picture): Crop {
  const before = extentOf(crop, of)
  const after = extentOf({ side }, of)
  const x = crop.x + (before.across - after.across) / 2
  const y = crop.y + (before.down - after.down) / 2
  return inside({ x, y, side }, of)
}

function inside({ x, y, side }: Crop, picture: Picture): Crop {
  const kept = clamp(side, smallestSide, 1)
  const { across, down } = extentOf({ side: kept }, picture)
  return { x: clamp(x, 0, 1 - across), y: clamp(y, 0, 1 - down), side: kept }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(most, least))
}
