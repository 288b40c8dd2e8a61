import type { MediaCall, MediaInput } from '../media/media-tools.ts'
import { videoEncoding } from './encoding.ts'
import { fadeFrames, type Look, type Piece } from './film-plan.ts'
import { framesPerSecond } from './frames.ts'
import { secondsOfMs } from './seconds.ts'
import { words } from './words.ts'

/** A text as a picture, and where its left upper corner goes. */
export interface PlacedText {
  readonly path: string
  readonly x: number
  readonly y: number
  readonly from: number
  readonly until: number
}

export interface ShotWishes {
  readonly piece: Piece
  readonly look: Look
  readonly clip: MediaInput
  readonly texts: readonly PlacedText[]
  readonly path: string
}

type Words = Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'>

// Files say that they are longer than their pictures last.
const spareMs = 500

/**
 * One piece as it will be seen, but for its fades: cut, turned, scaled and cropped to the shape,
 * at a constant rate, with its texts. Exactly as many frames as asked: where the clip has too few,
 * the last one stands. It can be cut again without encoding where its fades would begin and end.
 */
export function shotCall({ piece, look, clip, texts, path }: ShotWishes): Words {
  const fade = fadeFrames(piece)
  const keyFrames = `-force_key_frames expr:eq(n,${fade})+eq(n,${piece.frames - fade})`
  return {
    inputs: [cutOf(clip, piece), ...texts.map((text) => pictureInput(text.path))],
    filterGraph: [`[0:v:0]${normalising(piece, look)}[v0]`, ...texts.map(overlaying)].join(';'),
    outputs: [
      {
        path,
        options: ['-map', `[v${texts.length}]`, ...videoEncoding(look), ...words(keyFrames)],
      },
    ],
  }
}

/** From where the piece begins; not all of a long clip is read. */
export function cutOf(clip: MediaInput, { fromMs, frames, speed }: Piece): MediaInput {
  const takenMs = (frames * speed * 1000) / framesPerSecond
  const options = ['-ss', secondsOfMs(fromMs), '-t', secondsOfMs(takenMs + spareMs)]
  return { ...clip, options }
}

function normalising({ frames, speed, isMirrored }: Piece, { width, height }: Look): string {
  return [
    `setpts=(PTS-STARTPTS)/${speed}`,
    `fps=${framesPerSecond}`,
    `scale=${width}:${height}:force_original_aspect_ratio=increase`,
    `crop=${width}:${height}`,
    ...(isMirrored ? ['hflip'] : []),
    'setsar=1',
    'format=yuv420p',
    'tpad=stop_mode=clone:stop_duration=5',
    `trim=end_frame=${frames}`,
  ].join()
}

function pictureInput(path: string): MediaInput {
  return { demuxer: 'png_pipe', path }
}

function overlaying({ x, y, from, until }: PlacedText, index: number): string {
  const enabled = `enable='between(n,${from},${until - 1})'`
  return `[v${index}][${index + 1}:v]overlay=${x}:${y}:${enabled}[v${index + 1}]`
}
