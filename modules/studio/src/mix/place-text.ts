import { drawText } from '../adapters/sharp/draw-text.ts'
import type { MixSettings } from '../contract.ts'
import type { Look } from './film-plan.ts'

type MixText = MixSettings['texts'][number]

export interface TextPicture {
  readonly path: string
  readonly x: number
  readonly y: number
}

/** Draws a text as a picture, and says where over the film it goes. */
export async function placeText(
  { text, size, position }: MixText,
  { width, height }: Look,
  path: string,
): Promise<TextPicture> {
  const drawn = await drawText({
    text,
    fontSize: Math.round(Math.min(width, height) * parts[size]),
    maxWidth: Math.floor(width * 0.9),
    maxHeight: Math.floor(height * 0.8),
    path,
  })
  const room = height - drawn.height
  return { path, x: Math.round((width - drawn.width) / 2), y: Math.round(room * heights[position]) }
}

/** Of the shorter side of the film. */
const parts = { small: 0.045, medium: 0.065, large: 0.1 } as const

/** Not quite at the edge: phones cover it. */
const heights = { top: 0.1, middle: 0.5, bottom: 0.88 } as const
