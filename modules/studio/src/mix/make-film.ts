import { readText, writeText } from '../adapters/attempt-files/attempt-files.ts'
import { filmCall, gainFor, mostStills, picturesCall } from './film-calls.ts'
import { fadeFrames, type Piece } from './film-plan.ts'
import { joinScript, type Part } from './join-script.ts'
import type { Made } from './make-pieces.ts'
import { runCall, type MixWork } from './mix-work.ts'
import { audioCall } from './sound-calls.ts'

/** A piece with all that was made for it. */
export interface MadePiece {
  readonly piece: Piece
  readonly shot: Made
  readonly sound: Made | undefined
  readonly fadeIn: Made | undefined
  readonly fadeOut: Made | undefined
}

// What follows takes a moment and is as large as the film: made again it costs less than kept.

/** The whole sound, and how loud it is. */
export async function makeAudio(
  work: MixWork,
  pieces: readonly MadePiece[],
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly lufs: number | undefined }> {
  const { input, plan, folder } = work
  const song = await work.song()
  const path = 'audio.wav'
  const loudnessPath = 'loudness.txt'
  const call = audioCall({
    sounds: pieces.map(({ sound }) => sound?.name),
    pieces: plan.pieces,
    clipVolume: input.clipVolume,
    song: song && { input: song, volume: input.song?.volume ?? 0 },
    path,
    loudnessPath,
  })
  await runCall(work, { call, frames: plan.frames, signal })
  return { path, lufs: lastLoudness(await readText(`${folder}/${loudnessPath}`)) }
}

/** Of everything until then: the last one is of the whole. */
function lastLoudness(report: string): number | undefined {
  const found = report.match(/lavfi\.r128\.I=(\S+)/g)?.at(-1)
  const lufs = Number(found?.split('=')[1])
  return Number.isFinite(lufs) ? lufs : undefined
}

export interface FilmParts {
  readonly pieces: readonly MadePiece[]
  readonly audio: { readonly path: string; readonly lufs: number | undefined }
  readonly path: string
  readonly signal: AbortSignal
}

/** Puts everything together. Nothing of the pictures is encoded again. */
export async function makeFilm(work: MixWork, parts: FilmParts): Promise<void> {
  const { pieces, audio, path, signal } = parts
  const scriptPath = 'film.txt'
  await writeText(`${work.folder}/${scriptPath}`, joinScript(pieces.flatMap(partsOf)))
  const gainDb = gainFor(audio.lufs)
  const call = filmCall({ scriptPath, audioPath: audio.path, gainDb, path })
  await runCall(work, { call, frames: work.plan.frames, signal })
}

function partsOf({ piece, shot, fadeIn, fadeOut }: MadePiece): readonly Part[] {
  const count = fadeFrames(piece)
  const from = fadeIn ? count : 0
  const until = fadeOut ? piece.frames - count : piece.frames
  const whole = { frames: count, from: 0, until: count }
  return [
    ...(fadeIn ? [{ name: fadeIn.name, ...whole }] : []),
    { name: shot.name, frames: piece.frames, from, until },
    ...(fadeOut ? [{ name: fadeOut.name, ...whole }] : []),
  ]
}

export interface PicturePaths {
  readonly sheetPath: string
  readonly thumbnailPath: string
}

/** A picture of the film, and one of many moments of it. */
export async function makePictures(
  work: MixWork,
  { pieces, signal, ...paths }: PicturePaths & Pick<FilmParts, 'pieces' | 'signal'>,
): Promise<void> {
  const every = Math.max(1, pieces.length / mostStills)
  const stills = Array.from({ length: Math.min(mostStills, pieces.length) }, (_, index) =>
    pieces.slice(Math.floor(index * every), Math.floor(index * every) + 1),
  )
    .flat()
    .map(({ piece, shot }) => ({ name: shot.name, frame: fadeFrames(piece) }))
  const call = picturesCall({ stills, look: work.plan.look, ...paths })
  await runCall(work, { call, frames: stills.length, signal })
}
