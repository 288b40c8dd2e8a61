import { framesPerSecond } from './frames.ts'

/**
 * As ffmpeg reads times: with six digits, never rounded up, so that a seek to a frame never lands
 * behind it.
 */
export function secondsOf(frames: number): string {
  return (Math.floor((frames * 1_000_000) / framesPerSecond) / 1_000_000).toFixed(6)
}

export function secondsOfMs(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
