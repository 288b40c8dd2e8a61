import type { MediaCall, MediaInput } from '../media/media-tools.ts'
import type { Piece } from './film-plan.ts'
import { framesPerSecond } from './frames.ts'
import { secondsOfMs } from './seconds.ts'

type Words = Pick<MediaCall, 'inputs' | 'filterGraph' | 'outputs'>

const sampleRate = 48_000
const samplesPerFrame = sampleRate / framesPerSecond
// Gaps are filled, so that sounds stay with their pictures.
const asStereo = `aresample=${sampleRate}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`

export interface SoundWishes {
  readonly piece: Piece
  readonly clip: MediaInput
  readonly path: string
}

/** What a piece says, as long as its pictures to the sample; its ends do not click. */
export function soundCall({ piece, clip, path }: SoundWishes): Words {
  const samples = piece.frames * samplesPerFrame
  const tempo = piece.speed === 1 ? [] : [`atempo=${piece.speed}`]
  const ends = [`afade=t=in:ns=480`, `afade=t=out:ss=${samples - 480}:ns=480`]
  const filters = [asStereo, ...tempo, 'apad', `atrim=end_sample=${samples}`, ...ends]
  return {
    inputs: [cutOf(clip, piece)],
    filterGraph: `[0:a:0]${filters.join()}[a]`,
    outputs: [{ path, options: ['-map', '[a]', '-c:a', 'pcm_s16le', '-f', 'wav'] }],
  }
}

// Files say that they are longer than their sounds last.
const spareMs = 500

/** From where the piece begins; not all of a long clip is read. */
function cutOf(clip: MediaInput, { fromMs, frames, speed }: Piece): MediaInput {
  const takenMs = (frames * speed * 1000) / framesPerSecond
  const options = ['-ss', secondsOfMs(fromMs), '-t', secondsOfMs(takenMs + spareMs)]
  return { ...clip, options }
}

export interface AudioWishes {
  /** Of each piece: the name of its sound, where it has one. */
  readonly sounds: readonly (string | undefined)[]
  readonly pieces: readonly Piece[]
  readonly clipVolume: number
  readonly song: { readonly input: MediaInput; readonly volume: number } | undefined
  /** Names in the call's folder. */
  readonly path: string
  readonly loudnessPath: string
}

/**
 * The whole sound: the pieces behind each other and the song under them, neither limited nor
 * rounded yet, and its loudness (EBU R 128) written beside it.
 */
export function audioCall(wishes: AudioWishes): Words {
  const { sounds, pieces, clipVolume, song, path, loudnessPath } = wishes
  const named = sounds.filter((name) => name !== undefined)
  const frames = pieces.reduce((sum, piece) => sum + piece.frames, 0)
  const measured = `ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=${loudnessPath}`
  const graph = [
    ...joined(wishes),
    `[joined]aformat=sample_fmts=fltp,volume=${clipVolume}[clips]`,
    ...(song
      ? mixedWithSong(song.volume, { input: named.length, frames })
      : ['[clips]anull[mixed]']),
    `[mixed]${measured}[out]`,
  ]
  return {
    inputs: [
      ...named.map((name): MediaInput => ({ demuxer: 'wav', path: name })),
      ...(song ? [song.input] : []),
    ],
    filterGraph: graph.join(';'),
    outputs: [{ path, options: ['-map', '[out]', '-c:a', 'pcm_f32le', '-f', 'wav'] }],
  }
}

function joined({ sounds, pieces }: AudioWishes): readonly string[] {
  let input = 0
  const sources = sounds.map((name, index) => {
    if (name !== undefined) return `[${input++}:a:0]anull[s${index}]`
    const samples = (pieces[index]?.frames ?? 0) * samplesPerFrame
    return `anullsrc=r=${sampleRate}:cl=stereo,atrim=end_sample=${samples}[s${index}]`
  })
  const labels = sounds.map((_, index) => `[s${index}]`).join('')
  const join = sounds.length === 1 ? 'anull' : `concat=n=${sounds.length}:v=0:a=1`
  return [...sources, `${labels}${join}[joined]`]
}

/** Both are equally long, so that `amix` halves both all the time; twice that is their sum. */
function mixedWithSong(
  volume: number,
  { input, frames }: { readonly input: number; readonly frames: number },
): readonly string[] {
  const samples = frames * samplesPerFrame
  const fadeOut = Math.min(1.5 * sampleRate, samples / 4)
  const ends = `afade=t=in:ns=${sampleRate / 4},afade=t=out:ss=${samples - fadeOut}:ns=${fadeOut}`
  return [
    `[${input}:a:0]${asStereo},apad,atrim=end_sample=${samples},volume=${volume},${ends}[song]`,
    '[clips][song]amix=inputs=2:duration=first,volume=2[mixed]',
  ]
}
