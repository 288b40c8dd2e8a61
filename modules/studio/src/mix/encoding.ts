import type { Look } from './film-plan.ts'
import { words } from './words.ts'

/**
 * Pieces are joined without being encoded again, so all have the same parameters: no frame waits
 * for a later one, and a tick of their time is a twentieth of a frame, which no rounding of
 * microseconds reaches.
 */
export function videoEncoding({ preset, rateFactor }: Look): readonly string[] {
  const encoder = `-c:v libx264 -preset ${preset} -crf ${rateFactor} ${colours}`
  return words(`${encoder} -pix_fmt yuv420p -bf 0 -g 60 -video_track_timescale 600 -f mov`)
}

// Newer programs go by what the frames say of themselves, which is the same.
const colours = '-color_range tv -color_primaries bt709 -color_trc bt709 -colorspace bt709'

/** Far more than anything well made needs, and a bound for what is not: 80 Mbit/s. */
export function mostBytes(seconds: number): number {
  return 20_000_000 + Math.ceil(seconds * 10_000_000)
}
