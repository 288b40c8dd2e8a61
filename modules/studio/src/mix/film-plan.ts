import type { Aspect, Transition } from '../contract.ts'
import { framesOf } from './frames.ts'
import type { MixInput } from './mix-input.ts'

/** How pictures are encoded: every piece alike, so that they can be joined as they are. */
export interface Look {
  readonly width: number
  readonly height: number
  readonly preset: string
  /** Of x264: smaller is better. */
  readonly rateFactor: number
}

/** The frames in which a text is over a piece. */
export interface TextSpan {
  /** Of the texts of the mix. */
  readonly text: number
  readonly from: number
  /** The first one without it. */
  readonly until: number
}

export type FadeColour = 'black' | 'white'

export interface Piece {
  readonly clip: number
  readonly fromMs: number
  readonly frames: number
  readonly speed: number
  readonly isMirrored: boolean
  readonly texts: readonly TextSpan[]
  readonly fadeIn: FadeColour | undefined
  readonly fadeOut: FadeColour | undefined
}

export interface FilmPlan {
  readonly look: Look
  readonly frames: number
  readonly pieces: readonly Piece[]
}

/** What is to be made, in frames. */
export function planFilm(input: MixInput): FilmPlan {
  const { segments, durationMs } = input.edit
  const frames = framesOf(durationMs)
  const starts = startsOf(segments.map(({ shownMs }) => shownMs))
  const pieces = segments.map((segment, index): Piece => {
    const { clip, fromMs, speed, isMirrored, transition } = segment
    const from = starts[index] ?? 0
    const until = starts[index + 1] ?? frames
    return {
      clip,
      fromMs,
      speed,
      isMirrored,
      frames: until - from,
      texts: textsWithin(input, { from, until, frames }),
      fadeIn: fades[transition],
      fadeOut: fades[segments[index + 1]?.transition ?? 'cut'],
    }
  })
  return { look: lookOf(input), frames, pieces }
}

const fades: Readonly<Record<Transition, FadeColour | undefined>> = {
  cut: undefined,
  throughBlack: 'black',
  throughWhite: 'white',
}

/** In frames; the lengths are rounded, so that their sums are what counts. */
function startsOf(lengths: readonly number[]): readonly number[] {
  let sum = 0
  return lengths.map((length) => {
    const start = framesOf(sum)
    sum += length
    return start
  })
}

interface Window {
  readonly from: number
  readonly until: number
  /** Of the whole film. */
  readonly frames: number
}

function textsWithin({ texts }: MixInput, { from, until, frames }: Window): readonly TextSpan[] {
  return texts.flatMap(({ fromMs, toMs }, text) => {
    const begins = Math.max(framesOf(fromMs), from)
    const ends = Math.min(toMs === undefined ? frames : framesOf(toMs), until)
    return begins < ends ? [{ text, from: begins - from, until: ends - from }] : []
  })
}

const sizes: Readonly<Record<Aspect, readonly [number, number]>> = {
  '9:16': [1080, 1920],
  '1:1': [1080, 1080],
  '16:9': [1920, 1080],
}

function lookOf({ aspect, quality }: MixInput): Look {
  const [width, height] = sizes[aspect]
  if (quality === 'standard') return { width, height, preset: 'veryfast', rateFactor: 21 }
  // A third of each side, for a look at the edit.
  return { width: width / 3, height: height / 3, preset: 'ultrafast', rateFactor: 26 }
}

/** How long a fade into or out of a piece lasts: a quarter of a second, less in short pieces. */
export function fadeFrames({ frames }: Pick<Piece, 'frames'>): number {
  return Math.min(8, Math.floor(frames / 3))
}
