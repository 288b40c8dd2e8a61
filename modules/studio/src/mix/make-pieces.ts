import { fadeCall } from './fade-call.ts'
import { fadeFrames, type FadeColour, type Piece } from './film-plan.ts'
import { runCall, stepHash, type MixWork } from './mix-work.ts'
import { shotCall } from './shot-call.ts'
import { soundCall } from './sound-calls.ts'

export interface Progress {
  readonly signal: AbortSignal
  /** From 0 to 1. */
  readonly onProgress?: (part: number) => void
}

/** A kept step, as its hash and the name of its file in the folder. */
export interface Made {
  readonly hash: string
  readonly name: string
}

/** The pictures of a piece. The same for every variant that shows it so, whatever is around it. */
export async function makeShot(work: MixWork, piece: Piece, progress: Progress): Promise<Made> {
  const { input, plan, checkpoints, folder } = work
  const texts = piece.texts.map(({ text, from, until }) => {
    const { text: words = '', position = '', size = '' } = input.texts[text] ?? {}
    return [words, position, size, from, until]
  })
  const hash = stepHash(work, 'shot', [...cutIdentity(work, piece), piece.isMirrored, texts])
  const name = `shot-${hash}.mov`
  const path = `${folder}/${name}`
  await checkpoints.once({
    name: 'normalise',
    hash,
    path,
    async make() {
      const clip = await work.clip(piece.clip)
      const placed = piece.texts.map(async (span) => ({ ...(await work.text(span.text)), ...span }))
      const call = shotCall({
        piece,
        look: plan.look,
        clip,
        texts: await Promise.all(placed),
        path,
      })
      await runCall(work, { call, frames: piece.frames, ...progress })
      return null
    },
  })
  progress.onProgress?.(1)
  return { hash, name }
}

/** What a piece says; undefined when nobody would hear it. */
export async function makeSound(
  work: MixWork,
  piece: Piece,
  signal: AbortSignal,
): Promise<Made | undefined> {
  const { input, checkpoints, folder } = work
  if (input.clipVolume === 0 || !input.clips[piece.clip]?.hasAudio) return undefined
  const hash = stepHash(work, 'sound', cutIdentity(work, piece))
  const name = `sound-${hash}.wav`
  const path = `${folder}/${name}`
  await checkpoints.once({
    name: 'sound',
    hash,
    path,
    async make() {
      const { input: clip } = await work.clip(piece.clip)
      const call = soundCall({ piece, clip, path })
      await runCall(work, { call, frames: piece.frames, signal })
      return null
    },
  })
  return { hash, name }
}

export interface FadeOfShot {
  readonly piece: Piece
  readonly shot: Made
  readonly side: 'in' | 'out'
  readonly colour: FadeColour
}

/** One end of a shot, faded. */
export async function makeFade(
  work: MixWork,
  { piece, shot, side, colour }: FadeOfShot,
  signal: AbortSignal,
): Promise<Made> {
  const { plan, checkpoints, folder } = work
  const hash = stepHash(work, 'fade', [shot.hash, side, colour])
  const name = `fade-${hash}.mov`
  const path = `${folder}/${name}`
  await checkpoints.once({
    name: 'compose',
    hash,
    path,
    async make() {
      const call = fadeCall({ piece, look: plan.look, shot: shot.name, side, colour, path })
      await runCall(work, { call, frames: fadeFrames(piece), signal })
      return null
    },
  })
  return { hash, name }
}

function cutIdentity({ input }: MixWork, { clip, fromMs, frames, speed }: Piece) {
  return [input.clips[clip]?.sha256, fromMs, frames, speed]
}
