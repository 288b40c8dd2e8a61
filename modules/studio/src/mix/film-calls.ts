import type { MediaCall, MediaInput } from '../media/media-tools.ts'
import type { Look } from './film-plan.ts'
import { secondsOf } from './seconds.ts'
import { words } from './words.ts'

type Words = Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'>

export interface FilmWishes {
  readonly scriptPath: string
  readonly audioPath: string
  /** Of the sound. */
  readonly gainDb: number
  readonly path: string
}

/** Joins the pictures as they are, makes the sound as loud as it should be, and lets no peak out. */
export function filmCall({ scriptPath, audioPath, gainDb, path }: FilmWishes): Words {
  const limited = `volume=${gainDb.toFixed(2)}dB,alimiter=limit=0.84:level=0`
  return {
    inputs: [
      { demuxer: 'concat', path: scriptPath },
      { demuxer: 'wav', path: audioPath },
    ],
    filterGraph: `[1:a:0]${limited}[a]`,
    outputs: [
      {
        path,
        options: words(
          '-map 0:v:0 -map [a] -c:v copy -c:a aac -b:a 160k -ar 48000 -movflags +faststart -f mp4',
        ),
      },
    ],
  }
}

// As loud as what people usually hear on their phones.
const wantedLufs = -14

/** One gain for the whole sound: how loud its parts are to each other stays as it was mixed. */
export function gainFor(lufs: number | undefined): number {
  // What is silent stays silent.
  if (lufs === undefined || !(lufs > -60)) return 0
  return Math.max(-20, Math.min(14, wantedLufs - lufs))
}

export interface StillWishes {
  /** A shot, and its key frame that is shown. */
  readonly stills: readonly { readonly name: string; readonly frame: number }[]
  readonly look: Look
  readonly sheetPath: string
  readonly thumbnailPath: string
}

export const mostStills = 12

/** Both pictures: the first still alone, and all of them side by side. */
export function picturesCall({ stills, look, sheetPath, thumbnailPath }: StillWishes): Words {
  const columns = Math.min(4, stills.length)
  const rows = Math.ceil(stills.length / columns)
  const scaled = stills.map((_, index) => {
    const still = `[${index}:v:0]trim=end_frame=1,setpts=PTS-STARTPTS`
    return index === 0 ? `${still},split[thumb][p0]` : `${still}[p${index}]`
  })
  const small = stills.map((_, index) => `[p${index}]${scaledTo(270, look)}[t${index}]`)
  const labels = stills.map((_, index) => `[t${index}]`).join('')
  const join = stills.length === 1 ? 'null' : `concat=n=${stills.length}:v=1:a=0`
  return {
    inputs: stills.map(stillInput),
    filterGraph: [
      ...scaled,
      ...small,
      `[thumb]${scaledTo(480, look)}[thumbnail]`,
      `${labels}${join},tile=${columns}x${rows}:padding=6:margin=6[sheet]`,
    ].join(';'),
    outputs: [jpegOutput('[sheet]', sheetPath), jpegOutput('[thumbnail]', thumbnailPath)],
  }
}

function stillInput({ name, frame }: StillWishes['stills'][number]): MediaInput {
  return { demuxer: 'mov', path: name, options: ['-ss', secondsOf(frame)] }
}

/** The longer side so long; an encoder of video wants even sides. */
function scaledTo(longer: number, { width, height }: Look): string {
  const size = width >= height ? `${longer}:-2` : `-2:${longer}`
  return `scale=${size},setsar=1,format=yuvj420p`
}

function jpegOutput(label: string, path: string) {
  return { path, options: words(`-map ${label} -frames:v 1 -c:v mjpeg -q:v 4 -f mjpeg`) }
}
