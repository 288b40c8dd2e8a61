import { colourFilters } from '../media/colour-filters.ts'
import { mediaLimits } from '../media/media-limits.ts'
import type { MediaCall, MediaInput } from '../media/media-tools.ts'
import { videoEncoding } from './encoding.ts'
import { fadeFrames, type Look, type Piece } from './film-plan.ts'
import { framesPerSecond } from './frames.ts'
import type { Clip } from './mix-work.ts'
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
  readonly clip: Clip
  readonly texts: readonly PlacedText[]
  readonly path: string
}

type Words = Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'>

/**
 * One piece as it will be seen, but for its fades: cut, turned, cropped and scaled to the shape, at
 * a constant rate, in the colours of every screen, with its texts. Exactly as many frames as asked,
 * whatever the clip's own times are: where it has too few, the last one stands. It can be cut again
 * without encoding where its fades would begin and end.
 */
export function shotCall({ piece, look, clip, texts, path }: ShotWishes): Words {
  const fade = fadeFrames(piece)
  const keyFrames = `-force_key_frames expr:eq(n,${fade})+eq(n,${piece.frames - fade})`
  const { isMirrored } = piece
  const filters = [
    ...timing(piece),
    ...shaping(look),
    ...colourFilters(clip),
    ...(isMirrored ? ['hflip'] : []),
  ].join()
  return {
    inputs: [seekTo(clip, piece), ...texts.map((text) => pictureInput(text.path))],
    // An attached picture is no part of the clip.
    filterGraph: [`[0:V:0]${filters}[v0]`, ...texts.map(overlaying)].join(';'),
    outputs: [
      {
        path,
        options: ['-map', `[v${texts.length}]`, ...videoEncoding(look), ...words(keyFrames)],
      },
    ],
  }
}

/** From the key frame before: what is seen when the piece begins may have begun long before it. */
function seekTo({ input, isLarge }: Clip, { fromMs }: Piece): MediaInput {
  // Where a file does not say which colours it has, players go by its size, and so does this.
  const colours = isLarge ? ['-colorspace', 'bt709'] : []
  return { ...input, options: ['-noaccurate_seek', '-ss', secondsOfMs(fromMs), ...colours] }
}

/**
 * Each frame stands until the next one, the last one as long as any clip lasts; the piece begins at
 * 0, where what came before is dropped and what is missing is filled with the first one.
 */
function timing({ frames, speed }: Piece): readonly string[] {
  const rate = `fps=${framesPerSecond}`
  return [
    `setpts=PTS/${speed}`,
    rate,
    `tpad=stop_mode=clone:stop_duration=${mediaLimits.durationMs / 1000}`,
    `${rate}:start_time=0`,
    `trim=end_frame=${frames}`,
  ]
}

/** Cropped first, so that nothing is scaled that is not seen. `sar`: pixels may be no squares. */
function shaping({ width, height }: Look): readonly string[] {
  const cropWidth = `'max(1,min(iw,ih*${width}/${height}/sar))'`
  const cropHeight = `'max(1,min(ih,iw*sar*${height}/${width}))'`
  return [`crop=${cropWidth}:${cropHeight}:exact=1`, `scale=${width}:${height}`, 'setsar=1']
}

function pictureInput(path: string): MediaInput {
  return { demuxer: 'png_pipe', path }
}

function overlaying({ x, y, from, until }: PlacedText, index: number): string {
  const enabled = `enable='between(n,${from},${until - 1})'`
  return `[v${index}][${index + 1}:v]overlay=${x}:${y}:${enabled}[v${index + 1}]`
}
