import type { MediaFacts } from '../media/media-tools.ts'
import { mostBytes } from './encoding.ts'
import type { FilmPlan } from './film-plan.ts'
import { millisecondsOf } from './frames.ts'

/** Throws when what was made is not what was to be made. */
export function verifyFilm(facts: MediaFacts, { look, frames }: FilmPlan): void {
  const { video, audio, durationMs, bytes, streamCount } = facts
  const wantedMs = millisecondsOf(frames)
  const found = { durationMs, bytes, streamCount, width: video?.width, height: video?.height }
  const holds =
    // The last block of sound is not cut.
    Math.abs(durationMs - wantedMs) <= 100 &&
    streamCount === 2 &&
    video?.codec === 'h264' &&
    video.width === look.width &&
    video.height === look.height &&
    audio?.codec === 'aac' &&
    bytes > 0 &&
    bytes <= mostBytes(wantedMs / 1000)
  if (!holds) throw new Error(`The film is not what was asked for: ${JSON.stringify(found)}`)
}
