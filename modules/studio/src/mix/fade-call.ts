import type { MediaCall, MediaInput } from '../media/media-tools.ts'
import { videoEncoding } from './encoding.ts'
import { fadeFrames, type FadeColour, type Look, type Piece } from './film-plan.ts'
import { secondsOf } from './seconds.ts'

export interface FadeWishes {
  readonly piece: Piece
  readonly look: Look
  /** The name of the piece's shot. */
  readonly shot: string
  readonly side: 'in' | 'out'
  readonly colour: FadeColour
  readonly path: string
}

/** The few frames at one end of a shot, faded. The rest of it stays as it is. */
export function fadeCall(
  wishes: FadeWishes,
): Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'> {
  const { piece, look, shot, side, colour, path } = wishes
  const count = fadeFrames(piece)
  const input: MediaInput = { demuxer: 'mov', path: shot }
  const seek = side === 'in' ? [] : ['-ss', secondsOf(piece.frames - count)]
  const fade = `fade=t=${side}:s=0:n=${count}:c=${colour}`
  return {
    inputs: [{ ...input, options: seek }],
    filterGraph: `[0:v:0]setpts=PTS-STARTPTS,trim=end_frame=${count},${fade},format=yuv420p[v]`,
    outputs: [{ path, options: ['-map', '[v]', ...videoEncoding(look)] }],
  }
}
