import { makePreview, type PictureFacts } from '../adapters/sharp/picture.ts'
import { sizeOfPicture } from '../adapters/sharp/size-of-picture.ts'
import type { Maker, Making, MadeFile } from '../job/maker.ts'
import type { MediaTools } from '../media/media-tools.ts'
import type { StudioParts } from '../parts.ts'
import { allOrNone } from './all-or-none.ts'
import { millisecondsOf } from './frames.ts'
import {
  makeAudio,
  makeFilm,
  makePictures,
  type MadePiece,
  type PicturePaths,
} from './make-film.ts'
import { makeFade, makeShot, makeSound } from './make-pieces.ts'
import { mixInput } from './mix-input.ts'
import type { FadeColour } from './film-plan.ts'
import type { MixWork } from './mix-work.ts'
import { openMixWork } from './open-mix-work.ts'
import { verifyFilm } from './verify-film.ts'

export interface MixMakerParts {
  readonly files: Pick<StudioParts['files'], 'read'>
  readonly tools: MediaTools
}

/** Makes one variant of a mix: a video, its thumbnail and its contact sheet. */
export function createMixMaker(parts: MixMakerParts): Maker {
  return {
    kind: 'mix',
    deadlineMs: 45 * 60_000,
    stages: [
      ['preparing', 0.02],
      ['normalising', 0.8],
      ['composing', 0.06],
      ['audio', 0.04],
      ['muxing', 0.04],
      ['pictures', 0.03],
      ['verifying', 0.01],
    ],
    make: (making) => makeMix(making, parts),
  }
}

async function makeMix(making: Making, parts: MixMakerParts): Promise<readonly MadeFile[]> {
  const { folder, signal, report } = making
  report('preparing', 0)
  const work = openMixWork(making, { ...parts, input: mixInput.parse(making.input) })
  const plain = await normalise(work, making)
  report('composing', 0)
  const pieces = await allOrNone(
    plain.map((made) => (either) => withFades(work, made, either)),
    signal,
  )
  report('audio', 0)
  const audio = await makeAudio(work, pieces, signal)
  report('muxing', 0)
  const path = `${folder}/film.mp4`
  await makeFilm(work, { pieces, audio, path, signal })
  report('pictures', 0)
  const pictures = {
    sheetPath: `${folder}/contact-sheet.jpg`,
    thumbnailPath: `${folder}/thumbnail.jpg`,
  }
  await makePictures(work, { pieces, signal, ...pictures })
  const previews = await makePreviews(work, pictures)
  report('verifying', 0)
  verifyFilm(await parts.tools.probe(path, { demuxer: 'mov', signal }), work.plan)
  return madeFiles(work, { path, sheetPath: pictures.sheetPath, ...previews })
}

type PlainPiece = Pick<MadePiece, 'piece' | 'shot' | 'sound'>

/** Every piece by itself, as many at once as there is room for. */
async function normalise(work: MixWork, making: Making): Promise<readonly PlainPiece[]> {
  const { pieces, frames } = work.plan
  const done = pieces.map(() => 0)
  const tell = (index: number, part: number) => {
    done[index] = part
    const sum = pieces.reduce((total, piece, at) => total + piece.frames * (done[at] ?? 0), 0)
    making.report('normalising', sum / frames)
  }
  const shots = await allOrNone(
    pieces.map((piece, index) => (signal) => {
      return makeShot(work, piece, { signal, onProgress: (part) => tell(index, part) })
    }),
    making.signal,
  )
  const sounds = await allOrNone(
    pieces.map((piece) => (signal) => makeSound(work, piece, signal)),
    making.signal,
  )
  return pieces.flatMap((piece, index) => {
    const shot = shots[index]
    return shot ? [{ piece, shot, sound: sounds[index] }] : []
  })
}

async function withFades(
  work: MixWork,
  plain: PlainPiece,
  signal: AbortSignal,
): Promise<MadePiece> {
  const { piece, shot } = plain
  const fade = async (side: 'in' | 'out', colour: FadeColour | undefined) =>
    colour && makeFade(work, { piece, shot, side, colour }, signal)
  // One after the other: nothing of a piece is left running when one fails.
  const fadeIn = await fade('in', piece.fadeIn)
  return { ...plain, fadeIn, fadeOut: await fade('out', piece.fadeOut) }
}

/** Small ones of both pictures. */
async function makePreviews({ folder }: MixWork, { sheetPath, thumbnailPath }: PicturePaths) {
  const preview = `${folder}/preview.webp`
  const sheetPreview = `${folder}/contact-sheet-preview.webp`
  await makePreview(thumbnailPath, preview)
  await makePreview(sheetPath, sheetPreview)
  return { preview, sheetPreview, sheetSize: await sizeOfPicture(sheetPath) }
}

interface Made {
  readonly path: string
  readonly sheetPath: string
  readonly preview: string
  readonly sheetPreview: string
  readonly sheetSize: PictureFacts
}

function madeFiles({ input, plan }: MixWork, made: Made): readonly MadeFile[] {
  const { width, height } = plan.look
  return [
    {
      part: 'result',
      path: made.path,
      previewPath: made.preview,
      asset: {
        kind: 'video',
        origin: 'mix',
        name: input.name,
        contentType: 'video/mp4',
        demuxer: 'mov',
        width,
        height,
        durationMs: millisecondsOf(plan.frames),
        hasAudio: true,
      },
    },
    {
      part: 'contactSheet',
      path: made.sheetPath,
      previewPath: made.sheetPreview,
      asset: {
        kind: 'image',
        origin: 'contactSheet',
        name: `${input.name.slice(0, 100)}, contact sheet`,
        contentType: 'image/jpeg',
        ...made.sheetSize,
      },
    },
  ]
}
