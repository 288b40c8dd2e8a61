/** Into how many pieces a video is cut. */
export interface Rhythm {
  readonly pieces: number
  /** Of the longest piece. The others are as long or a frame shorter. */
  readonly longest: number
}

// Shorter ones flicker, longer ones are no mix.
const shortestPiece = 15
const longestPiece = 120
const usualPiece = 72

/**
 * The pieces that fill a video of `total` frames, as long as each other: of about 2.4 seconds, less
 * when there are many clips and more when there is one. No moment of a clip is to be shown twice, so
 * that the clips have to hold that many pieces side by side; undefined when there is no such length
 * from half a second to four seconds. `usable`: the frames of each clip.
 */
export function chooseRhythm(total: number, usable: readonly number[]): Rhythm | undefined {
  const wanted = Math.min(usualPiece, Math.max(36, total / usable.length))
  let best: (Rhythm & { readonly distance: number }) | undefined
  for (let pieces = 1; pieces <= total / shortestPiece; pieces += 1) {
    const longest = Math.ceil(total / pieces)
    if (longest > longestPiece || slotsOf(usable, longest) < pieces) continue
    // Where all are equally long, variants share more of them.
    const distance = Math.abs(longest - wanted) + (total % pieces === 0 ? 0 : 24)
    if (best === undefined || distance < best.distance) best = { pieces, longest, distance }
  }
  return best && { pieces: best.pieces, longest: best.longest }
}

const shortestFilm = 60

/** Of so many frames those that the clips can fill, in half seconds; 0 where it is too few for a video. */
export function longestFill(total: number, usable: readonly number[]): number {
  for (let frames = total - (total % 15); frames >= shortestFilm; frames -= 15)
    if (chooseRhythm(frames, usable)) return frames
  return 0
}

/** How many pieces each holds side by side, all together. */
function slotsOf(usable: readonly number[], longest: number): number {
  return usable.reduce((sum, frames) => sum + Math.floor(frames / longest), 0)
}

/** The frames of each piece, in their order; the sum is `total`. */
export function piecesOf(total: number, { pieces }: Rhythm): readonly number[] {
  const short = Math.floor(total / pieces)
  const longer = total - short * pieces
  return Array.from({ length: pieces }, (_, index) => short + (index < longer ? 1 : 0))
}
